import { elementsOf } from './blocks/check.ts'
import { offers, optionText } from './choosing.ts'
import { emojiFor } from './emoji.ts'
import { labelOf } from './interactions.ts'
import { stringAt } from './json.ts'
import type { JsonObject } from './json.ts'
import { theChannel, theMessage } from './lookup.ts'
import type { Message, MessageRef } from './model.ts'
import { nameOf } from './mrkdwn.ts'
import type { Office } from './office.ts'
import { alertsOf, render } from './rendering.ts'

/** A message as people see it now. Also names it, wherever a message is wanted. */
export interface SeenMessage extends MessageRef {
  /** The name that stands over it. */
  readonly by: string
  readonly text: string
  /** Whom it alerts: `@Ana`, `@here`, `@leads`. */
  readonly alerts: readonly string[]
  readonly threadTs: string | null
  readonly edited: boolean
  readonly deleted: boolean
  /** Emoji with how many have reacted: `✅ 2`. */
  readonly reactions: readonly string[]
  /** Names of the files in it; a deleted one is `(deleted)`. */
  readonly files: readonly string[]
  /** Labels of its buttons, and what its selects and menus offer. */
  readonly buttons: readonly string[]
  readonly blocks: readonly JsonObject[]
  readonly metadata: JsonObject | null
}

export function see(office: Office, message: Message): SeenMessage {
  return {
    channel: message.channel,
    ts: message.ts,
    by: authorName(office, message),
    text: message.tombstone ? 'This message was deleted.' : render(office, message),
    alerts: alertsOf(office, message),
    threadTs: message.threadTs,
    edited: message.edited !== null,
    deleted: message.tombstone,
    reactions: message.reactions.map((one) => `${emojiFor(one.name)} ${one.users.length}`),
    files: message.files.map((id) => fileName(office, id)),
    buttons: buttonsOf(message.blocks),
    blocks: message.blocks,
    metadata: message.metadata,
  }
}

/** The message as it is now; throws if it is gone. */
export function seeAgain(office: Office, ref: MessageRef): SeenMessage {
  return see(office, theMessage(office, { ...ref, channel: theChannel(office, ref.channel).id }))
}

/** Labels of what can be pressed, and the choices of menus. */
export function buttonsOf(blocks: readonly JsonObject[]): string[] {
  return blocks.flatMap((block) =>
    elementsOf(block).flatMap((element) => {
      if (stringAt(element, 'action_id') === undefined) return []
      const label = labelOf(element)
      return [...(label === undefined ? [] : [label]), ...offers(element).map(optionText)]
    }),
  )
}

function authorName(office: Office, { author, tombstone }: Message): string {
  if (tombstone) return 'Slackbot'
  if (author.username !== undefined) return author.username
  return nameOf(office, author.user ?? '')?.slice(1) ?? author.botId ?? ''
}

function fileName(office: Office, id: string): string {
  const file = office.files.get(id)
  return !file || file.state === 'deleted' ? '(deleted)' : file.name
}
