import { defined } from './json.ts'
import type { JsonObject } from './json.ts'
import { repliesOf, theChannel } from './lookup.ts'
import type { Channel, Message } from './model.ts'
import type { Office } from './office.ts'
import { channelWords } from './wire-people.ts'
import { wireMessage } from './wire-message.ts'

/** Tells of a new message; of a mention of the app with the same ts; of a parent that got a reply. */
export function tellPosted(office: Office, message: Message): void {
  const channel = theChannel(office, message.channel)
  const event = { ...wireMessage(office, message), ...rootOfBroadcast(office, channel, message) }
  tellMessage(office, channel, { ...event, event_ts: message.ts })
  if (mentionsApp(office, message)) {
    const { subtype: _, ...plain } = event as JsonObject & { subtype?: unknown }
    office.tell({
      event: { ...plain, type: 'app_mention', channel: channel.id, event_ts: message.ts },
      subscription: 'app_mention',
      scope: 'app_mentions:read',
      channel: channel.id,
    })
  }
  if (message.threadTs !== null && office.quirks.messageReplied) {
    tellReplied(office, channel, message.threadTs)
  }
}

/** Tells of a change. `previous` is how the message stood before. */
export function tellChanged(office: Office, message: Message, previous: JsonObject): void {
  const channel = theChannel(office, message.channel)
  const ts = office.ts()
  tellMessage(office, channel, {
    type: 'message',
    subtype: 'message_changed',
    hidden: true,
    message: wireMessage(office, message),
    previous_message: previous,
    ts,
    event_ts: ts,
  })
}

export function tellDeleted(office: Office, message: Message, previous: JsonObject): void {
  const channel = theChannel(office, message.channel)
  const ts = office.ts()
  tellMessage(office, channel, {
    type: 'message',
    subtype: 'message_deleted',
    hidden: true,
    deleted_ts: message.ts,
    previous_message: previous,
    ts,
    event_ts: ts,
  })
}

/** Tells of what happens in a channel and is written there too: joins, archiving. */
export function tellMessage(office: Office, channel: Channel, fields: JsonObject): void {
  const { type, plural } = channelWords(channel)
  office.tell({
    event: { ...fields, type: 'message', channel: channel.id, channel_type: type },
    subscription: `message.${plural}`,
    scope: `${plural}:history`,
    channel: channel.id,
  })
}

// The subtype is missing on purpose: Slack's Events API leaves it out, and says so in its documentation.
function tellReplied(office: Office, channel: Channel, root: string) {
  const parent = channel.messages.get(root)
  if (!parent) return
  const ts = office.ts()
  const replies = repliesOf(channel, root).map((one) => ({
    user: one.author.user ?? one.author.botId,
    ts: one.ts,
  }))
  tellMessage(office, channel, {
    hidden: true,
    message: { ...wireMessage(office, parent), replies },
    ts,
    event_ts: ts,
  })
}

function rootOfBroadcast(office: Office, channel: Channel, message: Message): JsonObject {
  if (!message.broadcast || message.threadTs === null) return {}
  const root = channel.messages.get(message.threadTs)
  return defined({ root: root ? wireMessage(office, root) : undefined })
}

function mentionsApp(office: Office, message: Message): boolean {
  if (message.author.appId === office.app.id) return false
  return message.text.includes(`<@${office.app.userId}`)
}
