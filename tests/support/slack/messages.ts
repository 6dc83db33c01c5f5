import { isDeepStrictEqual } from 'node:util'
import type { JsonObject } from './json.ts'
import { repliesOf, theChannel } from './lookup.ts'
import { tellChanged, tellDeleted, tellPosted } from './message-events.ts'
import type { Author, Channel, Message, Reading } from './model.ts'
import type { Office } from './office.ts'
import { wireMessage } from './wire-message.ts'

export interface Draft {
  readonly author: Author
  readonly text: string
  readonly blocks?: readonly JsonObject[]
  readonly attachments?: readonly JsonObject[]
  readonly threadTs?: string | null
  readonly broadcast?: boolean
  readonly subtype?: string | null
  readonly metadata?: JsonObject | null
  readonly files?: readonly string[]
  readonly clientMsgId?: string | null
  readonly reading?: Reading
}

export interface Revision {
  readonly text?: string
  readonly blocks?: readonly JsonObject[]
  readonly attachments?: readonly JsonObject[]
  readonly metadata?: JsonObject | null
  readonly reading?: Reading
  /** Who edited it, if it is shown as edited. */
  readonly editedBy?: string | null
}

export const PLAIN_READING: Reading = { mrkdwn: true, names: false }

/** Puts a message into its channel and tells of it. */
export function post(office: Office, channel: Channel, draft: Draft): Message {
  const { threadTs = null, broadcast = false } = draft
  const message: Message = {
    ts: office.ts(),
    channel: channel.id,
    author: draft.author,
    threadTs,
    subtype: draft.subtype ?? subtypeOf(draft),
    text: draft.text,
    blocks: withIds(office, draft.blocks ?? []),
    attachments: draft.attachments ?? [],
    reading: draft.reading ?? PLAIN_READING,
    metadata: draft.metadata ?? null,
    edited: null,
    reactions: [],
    files: draft.files ?? [],
    clientMsgId: draft.clientMsgId ?? null,
    broadcast,
    tombstone: false,
    hadReplies: false,
  }
  channel.messages.set(message.ts, message)
  const parent = threadTs === null ? undefined : channel.messages.get(threadTs)
  if (parent) parent.hadReplies = true
  tellPosted(office, message)
  office.changed()
  return message
}

/** Changes a message in its place. What the revision leaves out stays. */
export function revise(office: Office, message: Message, revision: Revision): void {
  const previous = wireMessage(office, message)
  if (revision.text !== undefined) message.text = revision.text
  if (revision.blocks !== undefined) message.blocks = withIds(office, revision.blocks)
  if (revision.attachments !== undefined) message.attachments = revision.attachments
  if (revision.metadata !== undefined) message.metadata = revision.metadata
  if (revision.reading !== undefined) message.reading = revision.reading
  if (isDeepStrictEqual(wireMessage(office, message), previous)) return
  if (revision.editedBy) message.edited = { user: revision.editedBy, ts: office.ts() }
  tellChanged(office, message, previous)
  office.changed()
}

/** What Slack does of itself, such as showing a link's page: a change that is not an edit. */
export function unfurl(office: Office, message: Message, attachment: JsonObject): void {
  revise(office, message, { attachments: [...message.attachments, attachment] })
}

/** Takes a message away. A parent with replies leaves a tombstone, until its last reply goes. */
export function remove(office: Office, message: Message): void {
  const channel = theChannel(office, message.channel)
  const previous = wireMessage(office, message)
  const replies = repliesOf(channel, message.ts)
  if (replies.length > 0) {
    entomb(office, message, previous)
    if (office.quirks.parentDeletionReplays) {
      for (const reply of replies) tellChanged(office, reply, wireMessage(office, reply))
    }
  } else {
    drop(office, channel, message, previous)
  }
  office.changed()
}

function entomb(office: Office, message: Message, previous: JsonObject) {
  message.tombstone = true
  message.text = ''
  message.blocks = []
  message.attachments = []
  message.metadata = null
  tellChanged(office, message, previous)
}

function drop(office: Office, channel: Channel, message: Message, previous: JsonObject) {
  channel.messages.delete(message.ts)
  tellDeleted(office, message, previous)
  const parent = message.threadTs === null ? undefined : channel.messages.get(message.threadTs)
  if (!parent?.tombstone || repliesOf(channel, parent.ts).length > 0) return
  drop(office, channel, parent, wireMessage(office, parent))
}

function subtypeOf({ author, files, broadcast }: Draft): string | null {
  if (author.username !== undefined) return 'bot_message'
  if (files && files.length > 0) return 'file_share'
  return broadcast ? 'thread_broadcast' : null
}

/** Blocks that came without an id get one, as Slack does. */
export function withIds(office: Office, blocks: readonly JsonObject[]): JsonObject[] {
  return blocks.map((block) => ({ ...block, block_id: block['block_id'] ?? office.id('b') }))
}
