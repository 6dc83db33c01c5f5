import type { Conversation } from '../conversation/conversation.ts'
import type { Message } from '../conversation/message.ts'
import { reactionsForVisitor } from '../conversation/reactions.ts'
import type { PublicMessage, Receipt, Store, VisitorChannel, VisitorJob } from '../ports.ts'
import type { SigningDeps } from './authors.ts'
import { publicAuthor, publicState } from './authors.ts'
import { DONE, refused } from './receipts.ts'

export interface ToVisitorDeps extends SigningDeps {
  readonly store: Pick<Store, 'message'>
  channel(name: string): VisitorChannel | undefined
}

/** Carries one job to the visitor's door; an `echo` brings their own words to their other screens. */
export async function toVisitor(
  deps: ToVisitorDeps,
  conversation: Conversation,
  job: VisitorJob,
  echo: boolean,
): Promise<Receipt> {
  const { door } = conversation
  const channel = deps.channel(door.channel)
  if (!channel) return refused(`The door “${door.channel}” is not set up any more.`)
  if (job.do === 'state')
    return channel.state ? channel.state(door, await publicState(deps, conversation)) : DONE
  const message = await deps.store.message(job.message)
  if (job.do === 'react') return toReactions(channel, conversation, message)
  if (echo && !channel.capabilities.echo) return DONE
  if (!message || !mayReachVisitor(message, echo)) return refused(NOT_FOR_VISITORS)
  if (job.do === 'remove') return channel.remove ? channel.remove(door, message.id) : DONE
  if (isTakenBack(message)) return DONE
  const outgoing = await publicMessage(deps, conversation, message)
  if (job.do === 'send') return channel.send(door, outgoing)
  return channel.edit ? channel.edit(door, outgoing) : DONE
}

const NOT_FOR_VISITORS = 'This message is not for visitors.'

/** The last gate, whatever came before it: nothing but replies goes out, and a visitor's own words back. */
function mayReachVisitor(message: Message, echo: boolean): boolean {
  return message.kind === (echo ? 'visitor' : 'reply')
}

/** Of a reaction, too, only what was set by someone who had joined, on what visitors see. */
async function toReactions(
  channel: VisitorChannel,
  { door }: Conversation,
  message: Message | null,
): Promise<Receipt> {
  if (!message || message.kind === 'note') return refused(NOT_FOR_VISITORS)
  if (isTakenBack(message)) return DONE
  const { team, own } = reactionsForVisitor(message)
  return channel.react ? channel.react(door, message.id, team, own) : DONE
}

function isTakenBack({ withdrawnAt, removedAt }: Message): boolean {
  return withdrawnAt !== undefined || removedAt !== undefined
}

async function publicMessage(
  deps: ToVisitorDeps,
  conversation: Conversation,
  message: Message,
): Promise<PublicMessage> {
  return {
    id: message.id,
    conversation: message.conversation,
    number: message.number,
    from: await publicAuthor(deps, conversation, message.by),
    content: message.content,
    at: message.at,
    editedAt: message.editedAt ?? null,
  }
}
