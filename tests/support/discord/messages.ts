import type { JsonObject } from '../slack/json.ts'
import { awake, changeThread, joinThread } from './threads.ts'
import { theChannel } from './lookup.ts'
import { NO_MENTIONS } from './mentions.ts'
import type { Author, Channel, Mentions, Message } from './model.ts'
import type { Happening, Office } from './office.ts'
import { toldMessage } from './wire-message.ts'

export interface Draft {
  readonly author: Author
  readonly id?: string
  readonly content?: string
  readonly type?: number
  readonly embeds?: readonly JsonObject[]
  readonly components?: readonly JsonObject[]
  readonly attachments?: readonly string[]
  readonly mentions?: Mentions
  readonly flags?: number
  readonly nonce?: string | number | null
  readonly replyTo?: Message['replyTo']
  readonly onlyFor?: string | null
  readonly interaction?: JsonObject | null
  readonly stickers?: readonly JsonObject[]
  readonly extras?: JsonObject
}

export interface Revision {
  readonly content?: string
  readonly embeds?: readonly JsonObject[]
  readonly components?: readonly JsonObject[]
  readonly attachments?: readonly string[]
  readonly flags?: number
  /** It is no edit in people’s eyes: embeds that came later, a pin. */
  readonly silently?: boolean
}

const FLAG_EPHEMERAL = 1 << 6

/** Puts a message into its place and tells of it. An archived thread wakes up by that. */
export function post(office: Office, channel: Channel, draft: Draft): Message {
  const { onlyFor = null } = draft
  if (channel.thread?.archived && onlyFor === null) {
    changeThread(office, channel, { archived: false })
  }
  const message: Message = {
    id: draft.id ?? office.id(),
    channel: channel.id,
    author: draft.author,
    type: draft.type ?? (draft.replyTo ? 19 : 0),
    at: office.clock.now(),
    content: draft.content ?? '',
    embeds: draft.embeds ?? [],
    components: numbered(draft.components ?? []),
    attachments: draft.attachments ?? [],
    mentions: draft.mentions ?? NO_MENTIONS,
    flags: (draft.flags ?? 0) | (onlyFor === null ? 0 : FLAG_EPHEMERAL),
    nonce: draft.nonce ?? null,
    replyTo: draft.replyTo ?? null,
    editedAt: null,
    pinnedAt: null,
    reactions: [],
    onlyFor,
    interaction: draft.interaction ?? null,
    stickers: draft.stickers ?? [],
    extras: draft.extras ?? {},
  }
  if (onlyFor === null) stand(office, channel, message)
  else channel.ephemerals.set(message.id, message)
  office.changed()
  return message
}

function stand(office: Office, channel: Channel, message: Message) {
  channel.messages.set(message.id, message)
  channel.lastMessageId = message.id
  if (channel.thread) {
    channel.thread.messageCount += message.id === channel.id ? 0 : 1
    channel.thread.totalSent += message.id === channel.id ? 0 : 1
    awake(office, channel)
    if (message.author.kind === 'user') joinThread(office, channel, message.author.id)
  }
  tellMessage(office, 'MESSAGE_CREATE', message)
}

/** Changes a message in its place. What the revision leaves out stays. */
export function revise(office: Office, message: Message, revision: Revision): void {
  message.content = revision.content ?? message.content
  message.embeds = revision.embeds ?? message.embeds
  message.components = revision.components ? numbered(revision.components) : message.components
  message.attachments = revision.attachments ?? message.attachments
  message.flags = revision.flags ?? message.flags
  if (!revision.silently) message.editedAt = office.clock.now()
  if (message.onlyFor === null) tellMessage(office, 'MESSAGE_UPDATE', message)
  office.changed()
}

export function remove(office: Office, message: Message): void {
  const channel = theChannel(office, message.channel)
  if (message.onlyFor !== null) channel.ephemerals.delete(message.id)
  else if (channel.messages.delete(message.id)) {
    if (channel.thread) channel.thread.messageCount -= 1
    tellGone(office, channel, 'MESSAGE_DELETE', { id: message.id })
  }
  office.changed()
}

export function removeMany(office: Office, channel: Channel, ids: readonly string[]): void {
  for (const id of ids) channel.messages.delete(id)
  tellGone(office, channel, 'MESSAGE_DELETE_BULK', { ids })
  office.changed()
}

/** Discord shows the page of a link under a message: an update that nobody made. */
export function unfurl(office: Office, message: Message, embed: JsonObject): void {
  revise(office, message, { embeds: [...message.embeds, embed], silently: true })
}

export function pin(office: Office, message: Message, pinned: boolean, by: string): void {
  const channel = theChannel(office, message.channel)
  message.pinnedAt = pinned ? office.clock.now() : null
  tellMessage(office, 'MESSAGE_UPDATE', message)
  tellGone(office, channel, 'CHANNEL_PINS_UPDATE', {
    last_pin_timestamp: pinned ? new Date(office.clock.now()).toISOString() : null,
  })
  office.changed()
  if (!pinned) return
  const author = { kind: 'user', id: by } as const
  post(office, channel, { author, type: 6, replyTo: { channel: channel.id, id: message.id } })
}

function tellMessage(office: Office, t: string, message: Message) {
  const channel = theChannel(office, message.channel)
  const d = toldMessage(office, message)
  office.tell({ t, d, channel, message, intent: messageIntent(channel) })
}

function tellGone(office: Office, channel: Channel, t: string, fields: JsonObject) {
  const guild = channel.kind === 'dm' ? {} : { guild_id: office.guild.id }
  const d = { ...fields, channel_id: channel.id, ...guild }
  const intent = t === 'CHANNEL_PINS_UPDATE' ? 'GUILDS' : messageIntent(channel)
  office.tell({ t, d, channel, intent })
}

function messageIntent({ kind }: Channel): Happening['intent'] {
  return kind === 'dm' ? 'DIRECT_MESSAGES' : 'GUILD_MESSAGES'
}

/** Components that came without a number get one, as Discord does. */
function numbered(components: readonly JsonObject[]): JsonObject[] {
  let last = 0
  const give = (one: JsonObject): JsonObject => {
    const id = typeof one['id'] === 'number' && one['id'] > 0 ? one['id'] : (last += 1)
    const inner = one['components']
    return {
      ...one,
      id,
      ...(Array.isArray(inner)
        ? { components: (inner as readonly JsonObject[]).map((part) => give(part)) }
        : {}),
    }
  }
  return components.map(give)
}
