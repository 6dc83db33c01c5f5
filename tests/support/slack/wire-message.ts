import { defined } from './json.ts'
import type { JsonObject } from './json.ts'
import { repliesOf, theChannel } from './lookup.ts'
import type { Author, Channel, Message } from './model.ts'
import type { Office } from './office.ts'
import { wireFile } from './wire-file.ts'

export interface WireOptions {
  /** All of it; or, as history has it unless asked for, the event type alone. */
  readonly metadata?: 'all' | 'type'
}

/** A message as Slack writes it in answers and events. */
export function wireMessage(
  office: Office,
  message: Message,
  { metadata = 'all' }: WireOptions = {},
): JsonObject {
  const channel = theChannel(office, message.channel)
  if (message.tombstone) return { ...tombstone(message), ...threadFields(channel, message) }
  return defined({
    type: 'message',
    subtype: message.subtype ?? undefined,
    client_msg_id: message.clientMsgId ?? undefined,
    ...authorFields(office, message.author),
    text: message.text,
    ts: message.ts,
    team: message.author.user === undefined ? undefined : office.team.id,
    blocks: some(message.blocks),
    attachments: some(message.attachments),
    files: some(message.files.map((id) => wireFile(office, id))),
    upload: message.subtype === 'file_share' ? true : undefined,
    edited: message.edited ?? undefined,
    metadata: wireMetadata(message, metadata),
    reactions: some(message.reactions.map((one) => ({ ...one, count: one.users.length }))),
    pinned_to: channel.pins.has(message.ts) ? [channel.id] : undefined,
    ...threadFields(channel, message),
  })
}

/** Who it is by: a custom name makes it a `bot_message` without a user. */
function authorFields(office: Office, author: Author): JsonObject {
  const { user, botId, appId, username, icons } = author
  if (!botId) return defined({ user })
  return defined({
    user: username === undefined ? user : undefined,
    bot_id: botId,
    app_id: appId,
    username,
    icons,
    bot_profile: username === undefined ? botProfile(office, botId, appId) : undefined,
  })
}

function botProfile(office: Office, botId: string, appId: string | undefined): JsonObject {
  const person = [...office.people.values()].find((one) => one.botId === botId)
  return {
    id: botId,
    app_id: appId ?? office.app.id,
    name: person?.realName ?? office.app.name,
    icons: {},
    deleted: false,
    updated: 1700000000,
    team_id: office.team.id,
  }
}

function threadFields(channel: Channel, message: Message): JsonObject {
  if (message.threadTs !== null) {
    const parent = channel.messages.get(message.threadTs)
    return defined({
      thread_ts: message.threadTs,
      parent_user_id: parent?.tombstone ? 'USLACKBOT' : parent?.author.user,
    })
  }
  if (!message.hadReplies) return {}
  const replies = repliesOf(channel, message.ts)
  const users = [...new Set(replies.map((one) => one.author.user ?? one.author.botId ?? ''))]
  return defined({
    thread_ts: message.ts,
    reply_count: replies.length,
    reply_users_count: users.length,
    latest_reply: replies.at(-1)?.ts,
    reply_users: users,
    is_locked: channel.lockedThreads.has(message.ts),
    subscribed: true,
  })
}

function tombstone(message: Message): JsonObject {
  return {
    type: 'message',
    subtype: 'tombstone',
    text: 'This message was deleted.',
    user: 'USLACKBOT',
    hidden: true,
    ts: message.ts,
  }
}

function wireMetadata(message: Message, wanted: 'all' | 'type'): JsonObject | undefined {
  if (!message.metadata) return undefined
  return wanted === 'all' ? message.metadata : { event_type: message.metadata['event_type'] }
}

function some<T>(items: readonly T[]): readonly T[] | undefined {
  return items.length > 0 ? items : undefined
}
