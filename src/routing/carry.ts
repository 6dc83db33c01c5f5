import type { Conversation } from '../conversation/conversation.ts'
import { assigneeOf } from '../conversation/conversation.ts'
import type { Actor, AgentRef } from '../conversation/actor.ts'
import { mayActAs, nameOf } from '../conversation/actor.ts'
import type { InboxId } from '../conversation/ids.ts'
import type { Message } from '../conversation/message.ts'
import type {
  Byline,
  OutboxRow,
  People,
  Post,
  PublicAuthor,
  PublicMessage,
  PublicState,
  Receipt,
  Store,
  TeamChat,
  TeamJob,
  VisitorChannel,
  VisitorJob,
} from '../ports.ts'
import { isEcho } from './lanes.ts'

export interface CarryDeps {
  readonly store: Store
  readonly people: People
  teamChat(name: string): TeamChat | undefined
  channel(name: string): VisitorChannel | undefined
  /** How an inbox signs its replies: with the agent's name, or with its own. */
  signature(inbox: InboxId): { readonly as: 'agent' | 'brand'; readonly name: string }
  /** A member's picture as visitors may see it. */
  picture(agent: Byline & { readonly id: string }): string | null
}

const DONE: Receipt = { ok: true, ref: '' }

/** Carries one outbox row to where it must go, as things are now, and says what became of it. */
export async function carry(deps: CarryDeps, row: OutboxRow): Promise<Receipt> {
  const conversation = await deps.store.load(row.conversation)
  if (!conversation) return refused('The conversation is gone.')
  return row.target === 'visitor'
    ? toVisitor(deps, conversation, row.job as VisitorJob, isEcho(row))
    : toTeam(deps, conversation, row.target, row.job as TeamJob)
}

function refused(reason: string): Receipt {
  return { ok: false, kind: 'refused', reason }
}

// --- to the visitor ---------------------------------------------------------------------------

async function toVisitor(
  deps: CarryDeps,
  conversation: Conversation,
  job: VisitorJob,
  echo: boolean,
): Promise<Receipt> {
  const channel = deps.channel(conversation.door.channel)
  if (!channel) return refused(`The door “${conversation.door.channel}” is not set up any more.`)
  if (job.do === 'state') {
    return channel.state
      ? channel.state(conversation.door, await publicState(deps, conversation))
      : DONE
  }
  if (echo && !channel.capabilities.echo) return DONE
  const message = await deps.store.message(job.message)
  if (!message || !mayReachVisitor(message, echo))
    return refused('This message is not for visitors.')
  if (job.do === 'remove')
    return channel.remove ? channel.remove(conversation.door, message.id) : DONE
  if (message.withdrawnAt !== undefined || message.removedAt !== undefined) return DONE
  const outgoing = await publicMessage(deps, conversation, message)
  if (job.do === 'send') return channel.send(conversation.door, outgoing)
  return channel.edit ? channel.edit(conversation.door, outgoing) : DONE
}

/** The last gate, whatever came before it: nothing but replies goes out, and a visitor's own words back. */
function mayReachVisitor(message: Message, echo: boolean): boolean {
  return message.kind === (echo ? 'visitor' : 'reply')
}

async function publicMessage(
  deps: CarryDeps,
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

async function publicAuthor(
  deps: CarryDeps,
  conversation: Conversation,
  by: Actor,
): Promise<PublicAuthor> {
  const signature = deps.signature(conversation.inbox)
  if (by.kind === 'visitor') return { kind: 'visitor', name: by.name, picture: null }
  if (by.kind !== 'human') return { kind: 'automation', name: signature.name, picture: null }
  if (signature.as === 'brand') return { kind: 'human', name: signature.name, picture: null }
  return { kind: 'human', ...(await face(deps, by)) }
}

async function publicState(deps: CarryDeps, conversation: Conversation): Promise<PublicState> {
  const assignee = assigneeOf(conversation)
  if (!assignee) return { status: conversation.status, agent: null }
  const signature = deps.signature(conversation.inbox)
  const agent =
    signature.as === 'brand' ? { name: signature.name, picture: null } : await face(deps, assignee)
  return { status: conversation.status, agent }
}

async function face(deps: CarryDeps, who: AgentRef) {
  const member = await deps.people.get(who.id)
  const name = member?.name ?? who.name
  return { name, picture: deps.picture({ id: who.id, name, picture: member?.picture ?? null }) }
}

// --- to the team ------------------------------------------------------------------------------

async function toTeam(
  deps: CarryDeps,
  conversation: Conversation,
  chatName: string,
  job: TeamJob,
): Promise<Receipt> {
  const chat = deps.teamChat(chatName)
  const place = conversation.places.find((one) => one.chat === chatName)
  if (!chat || !place) return refused(`The team chat “${chatName}” is not set up any more.`)
  const thread = await deps.store.thread(chatName, conversation.id)
  if (job.do === 'open' || thread === null) return openThread(deps, chat, conversation, job)
  const receipt = await show(deps, chat, conversation, thread, job)
  if (receipt.ok || receipt.kind !== 'gone') return receipt
  return openThread(deps, chat, conversation, job, thread)
}

/** Opens the thread, or anew where it is gone; a new one gets all that was said. */
async function openThread(
  deps: CarryDeps,
  chat: TeamChat,
  conversation: Conversation,
  job: TeamJob,
  lost: string | null = null,
): Promise<Receipt> {
  const place = conversation.places.find((one) => one.chat === chat.name)
  if (!place) return refused('This conversation has no place there.')
  const opened = await chat.openThread(conversation, place)
  if (!opened.ok) return opened
  await deps.store.link({
    chat: chat.name,
    ref: opened.ref,
    conversation: conversation.id,
    message: null,
  })
  if (job.do === 'open' && lost === null) return opened
  const replayed = await replay(deps, chat, conversation, opened.ref)
  return replayed.ok ? opened : replayed
}

const REPLAYED = 200

async function replay(
  deps: CarryDeps,
  chat: TeamChat,
  conversation: Conversation,
  thread: string,
): Promise<Receipt> {
  for (const message of await deps.store.history(conversation.id, REPLAYED)) {
    const receipt = await post(deps, chat, thread, message, 'post')
    if (!receipt.ok) return receipt
  }
  return DONE
}

async function show(
  deps: CarryDeps,
  chat: TeamChat,
  conversation: Conversation,
  thread: string,
  job: TeamJob,
): Promise<Receipt> {
  if (job.do === 'refresh' || job.do === 'open') return chat.refresh(thread, conversation)
  if (job.do === 'line') return chat.post(thread, await line(deps, job))
  const message = await deps.store.message(job.message)
  return message ? post(deps, chat, thread, message, job.do) : refused('The message is gone.')
}

async function post(
  deps: CarryDeps,
  chat: TeamChat,
  thread: string,
  message: Message,
  how: 'post' | 'amend',
): Promise<Receipt> {
  const receipt = await chat[how](thread, {
    kind: 'message',
    message,
    by: await byline(deps, message.by),
  })
  // A chat that names its posts as we do needs no second name kept.
  if (receipt.ok && how === 'post' && receipt.ref !== message.id) {
    await deps.store.link({
      chat: chat.name,
      ref: receipt.ref,
      conversation: message.conversation,
      message: message.id,
    })
  }
  return receipt
}

async function byline(deps: CarryDeps, by: Actor): Promise<Byline> {
  if (by.kind === 'human') return face(deps, by)
  return { name: nameOf(by), picture: null }
}

async function line(deps: CarryDeps, job: Extract<TeamJob, { do: 'line' }>): Promise<Post> {
  const supervisors = job.supervisors
    ? (await deps.people.all()).filter((one) => one.active && mayActAs(one.role, 'supervisor'))
    : []
  return {
    kind: 'line',
    id: job.id,
    at: job.at,
    text: job.text,
    tone: job.tone,
    for: [...new Set([...job.for, ...supervisors.map((one) => one.id)])],
  }
}
