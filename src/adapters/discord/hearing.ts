import { MessageReferenceType, MessageType } from 'discord.js'
import { ignored } from './heard.ts'
import type { Heard, Self } from './heard.ts'
import { message, personIn } from './payloads.ts'
import type { DiscordMessage } from './payloads.ts'

// What people write. All else that comes as a message is Discord telling of something.
const WRITTEN: ReadonlySet<number> = new Set([MessageType.Default, MessageType.Reply])

// A reference of this type is a reply; there are forwards as well.
const REPLY: number = MessageReferenceType.Default

const UNREADABLE = 'it is not a message that can be read'

/** A message that was written. */
export function hearPosted(given: unknown, self: Self): Heard {
  const read = message.safeParse(given).data
  if (!read) return ignored(UNREADABLE)
  const reason = notAPersons(read, self)
  if (reason !== null) return ignored(reason)
  if (isKeptFromUs(read))
    return { kind: 'unreadable', ...placeOf(read), from: personIn(read.author, read.member) }
  return { kind: 'message', ...saidIn(read), editedAt: read.edited_timestamp ?? null }
}

/** A message that changed: an edit only when somebody edited it. Pins and pages shown under links change it, too. */
export function hearChanged(given: unknown, self: Self): Heard {
  const read = message.safeParse(given).data
  if (!read) return ignored(UNREADABLE)
  const reason = notAPersons(read, self)
  if (reason !== null) return ignored(reason)
  const { edited_timestamp: editedAt } = read
  if (!editedAt) return ignored('Discord changed it, nobody edited it')
  // What cannot be read is not taken for words that were all deleted.
  if (isKeptFromUs(read)) return ignored('Discord keeps from us what it says')
  return { kind: 'edited', ...saidIn(read), editedAt }
}

function notAPersons({ author, webhook_id: webhook, type }: DiscordMessage, self: Self) {
  if (author.id === self.userId) return 'it is our own'
  if (webhook !== undefined || author.bot) return 'it is an app’s'
  if (author.system) return 'nobody of the server wrote it'
  return WRITTEN.has(type) ? null : `a message of type ${type} is nothing that was written`
}

/** A message that nobody could have sent: without the intent for it Discord leaves out what people write. */
function isKeptFromUs(read: DiscordMessage): boolean {
  const { content, attachments, sticker_items: stickers, message_snapshots: snapshots } = read
  const parts = [attachments, stickers, snapshots, read.embeds, read.components]
  return content === '' && !read.poll && parts.every(({ length }) => length === 0)
}

function saidIn(read: DiscordMessage) {
  const { content, sticker_items, message_snapshots, poll, attachments, mentions } = read
  return {
    ...placeOf(read),
    from: personIn(read.author, read.member),
    words: { content, sticker_items, message_snapshots, poll },
    files: attachments,
    mentioned: mentions.map((one) => personIn(one, one.member)),
    replyTo: repliedIn(read),
  }
}

/** A forward refers to a message as well, of another channel perhaps. */
function repliedIn({ message_reference: reference, channel_id: channel }: DiscordMessage) {
  const { type = REPLY, message_id: id } = reference ?? {}
  const isHere = reference?.['channel_id'] === undefined || reference['channel_id'] === channel
  return type === REPLY && isHere ? (id ?? null) : null
}

function placeOf({ channel_id: channel, id }: DiscordMessage) {
  return { channel, id }
}
