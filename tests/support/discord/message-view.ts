import { objectsAt, stringAt } from '../slack/json.ts'
import type { JsonObject } from '../slack/json.ts'
import { isThinking } from './answering.ts'
import { flat } from './forms/components.ts'
import { displayName, theMessage } from './lookup.ts'
import type { Message, MessageRef } from './model.ts'
import type { Office } from './office.ts'
import { alertsOf, labelOf, render } from './rendering.ts'
import { wireFile } from './wire-file.ts'

/** A message as people see it now. Also names it, wherever a message is wanted. */
export interface SeenMessage extends MessageRef {
  /** The name that stands over it. */
  readonly by: string
  /** Discord shows APP beside the name. */
  readonly app: boolean
  /** The picture that a webhook gave, by its address. */
  readonly avatar: string | null
  /** All its words: the text, then those of embeds and components. */
  readonly text: string
  /** The text as it was sent, with its signs. */
  readonly content: string
  /** Whom it alerted: `@Ana`, `@everyone`, `@leads`. */
  readonly alerts: readonly string[]
  readonly links: readonly { readonly label: string; readonly url: string }[]
  readonly replyTo: string | null
  readonly edited: boolean
  readonly pinned: boolean
  /** Emoji with how many have reacted: `✅ 2`. */
  readonly reactions: readonly string[]
  /** Names of the files in it. */
  readonly files: readonly string[]
  /** Where they are, good for a day. */
  readonly fileUrls: readonly string[]
  /** Labels of its buttons, and what its selects offer. */
  readonly buttons: readonly string[]
  /** Those of them that are grey. */
  readonly disabled: readonly string[]
  readonly embeds: readonly JsonObject[]
  readonly components: readonly JsonObject[]
  /** The handle of the one person who sees it, or null. */
  readonly onlyFor: string | null
  /** “Greenroom is thinking…” */
  readonly thinking: boolean
  /** Discord’s number of the kind of message; 0 and 19 are what people write. */
  readonly type: number
  readonly nonce: string | number | null
}

export function see(office: Office, message: Message): SeenMessage {
  const { author } = message
  const shown = render(office, message)
  return {
    channel: message.channel,
    id: message.id,
    by: author.kind === 'webhook' ? author.name : displayName(office, author.id),
    app: author.kind === 'webhook' || office.people.get(author.id)?.bot === true,
    avatar: author.kind === 'webhook' ? author.avatar : null,
    text: shown.text,
    content: message.content,
    alerts: alertsOf(office, message),
    links: shown.links,
    replyTo: message.replyTo?.id ?? null,
    edited: message.editedAt !== null,
    pinned: message.pinnedAt !== null,
    reactions: message.reactions.map((one) => `${one.emoji} ${one.users.length}`),
    files: message.attachments.map((id) => office.files.get(id)?.name ?? '(gone)'),
    fileUrls: message.attachments.map((id) => String(wireFile(office, id)['url'])),
    buttons: pressable(message).flatMap(wordsOn),
    disabled: pressable(message)
      .filter((one) => one['disabled'] === true)
      .flatMap(wordsOn),
    embeds: message.embeds,
    components: message.components,
    onlyFor: message.onlyFor === null ? null : (office.people.get(message.onlyFor)?.handle ?? null),
    thinking: isThinking(message),
    type: message.type,
    nonce: message.nonce,
  }
}

/** The message as it is now; throws if it is gone. */
export function seeAgain(office: Office, ref: MessageRef): SeenMessage {
  return see(office, theMessage(office, ref))
}

function pressable({ components }: Message): JsonObject[] {
  const kinds = [2, 3, 5, 6, 7, 8]
  return flat(components).filter((one) => kinds.includes(Number(one['type'])))
}

function wordsOn(component: JsonObject): string[] {
  const label = labelOf(component)
  const options = objectsAt(component, 'options').map((one) => stringAt(one, 'label') ?? '')
  return [...(label === undefined ? [] : [label]), ...options]
}
