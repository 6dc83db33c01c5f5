import { sameContent } from '../../conversation/message.ts'
import { ignored } from './heard.ts'
import type { Heard, Self } from './heard.ts'
import { changed, deleted, nesting, posted } from './payloads.ts'
import type { SlackMessageEvent } from './payloads.ts'
import { fromSlack } from './reading.ts'
import type { SlackWords } from './reading.ts'
import { isLater } from './refs.ts'

// What people write. All else that comes as a message is Slack telling of something.
const WRITTEN: ReadonlySet<string | undefined> = new Set([
  undefined,
  'thread_broadcast',
  'file_share',
  'me_message',
])

const SLACKBOT = 'USLACKBOT'

/** A message that was written. */
export function hearPosted(event: unknown, self: Self): Heard {
  const read = posted.safeParse(event).data
  if (!read) return ignored(nesting.safeParse(event).success ? REPLY_COUNT : UNREADABLE)
  if (nesting.safeParse(event).success) return ignored(REPLY_COUNT)
  if (isOurs(read, self) && read.files.length > 0 && notAReply(read) === null) {
    return { kind: 'our files', ...placeOf(read.channel, read), files: read.files }
  }
  const reason = notAnAgents(read, self) ?? notWritten(read) ?? notAReply(read)
  if (reason !== null) return ignored(reason)
  return {
    kind: 'message',
    ...placeOf(read.channel, read),
    user: read.user ?? '',
    words: wordsOf(read),
    files: read.files,
    broadcast: read.subtype === 'thread_broadcast',
  }
}

/** The app was mentioned in a message. */
export function hearMention(event: unknown, self: Self): Heard {
  const read = posted.safeParse(event).data
  if (!read) return ignored(UNREADABLE)
  const reason = notAnAgents(read, self)
  if (reason !== null) return ignored(reason)
  const { channel, ts, thread_ts: thread = null, user = '' } = read
  return { kind: 'mention', channel, ts, thread, user, words: wordsOf(read) }
}

/** A message that changed: an edit only when somebody edited it and it now says something else. */
export function hearChanged(event: unknown, self: Self): Heard {
  const read = changed.safeParse(event).data
  if (!read) return ignored(UNREADABLE)
  const { channel, message, previous_message: before } = read
  if (message.subtype === 'tombstone') return hearTombstone(channel, message, before, self)
  const reason = notAnAgents(message, self) ?? notWritten(message) ?? notAReply(message)
  if (reason !== null) return ignored(reason)
  const { edited } = message
  if (!edited) return ignored('Slack changed it, nobody edited it')
  if (before?.edited && !isLater(edited.ts, before.edited.ts))
    return ignored('it was edited before')
  if (before && saysTheSame(message, before)) return ignored('it says what it said')
  return {
    kind: 'edited',
    ...placeOf(channel, message),
    user: edited.user ?? message.user ?? '',
    editedAt: edited.ts,
    words: wordsOf(message),
    files: message.files,
    before: before ? wordsOf(before) : null,
  }
}

/** A message that was removed. */
export function hearDeleted(event: unknown, self: Self): Heard {
  const read = deleted.safeParse(event).data
  if (!read) return ignored(UNREADABLE)
  const { channel, deleted_ts: ts, previous_message: before } = read
  if (!before) return ignored('it does not say what was removed')
  if (isOurs(before, self)) return isCard(before) ? cardRemoved(channel, ts) : ignored(OURS)
  const reason = notAnAgents(before, self) ?? notAReply(before)
  if (reason !== null) return ignored(reason)
  return { kind: 'removed', ...placeOf(channel, { ...before, ts }), user: before.user ?? '' }
}

/** The first message of a thread, removed while there are replies: a stone stands in its place. */
function hearTombstone(
  channel: string,
  stone: SlackMessageEvent,
  before: SlackMessageEvent | null | undefined,
  self: Self,
): Heard {
  if (!before || !isOurs(before, self)) return ignored('it is a stone of somebody else’s thread')
  return isCard(before) ? cardRemoved(channel, stone.ts) : ignored(OURS)
}

function cardRemoved(channel: string, ts: string): Heard {
  return { kind: 'card removed', channel, ts }
}

const UNREADABLE = 'it is not a message that can be read'
const REPLY_COUNT = 'it tells of a thread’s replies'
const OURS = 'it is our own'

function isOurs({ bot_id: bot, app_id: app, user }: SlackMessageEvent, self: Self): boolean {
  return bot === self.botId || user === self.userId || (self.appId !== null && app === self.appId)
}

function isCard(message: SlackMessageEvent): boolean {
  return notAReply(message) !== null
}

function notAnAgents(message: SlackMessageEvent, self: Self): string | null {
  if (isOurs(message, self)) return OURS
  if (message.bot_id) return 'it is another app’s'
  return message.user && message.user !== SLACKBOT ? null : 'nobody of the workspace wrote it'
}

function notWritten({ subtype, hidden }: SlackMessageEvent): string | null {
  if (!WRITTEN.has(subtype)) return `a “${subtype}” is nothing that was written`
  return hidden ? 'it is hidden' : null
}

/** A thread's first message has `thread_ts` too, its own, even when all replies are gone. */
function notAReply({ ts, thread_ts: thread }: SlackMessageEvent): string | null {
  return thread && thread !== ts ? null : 'it is not in a thread'
}

function placeOf(channel: string, { ts, thread_ts: thread }: SlackMessageEvent) {
  return { channel, ts, thread: thread ?? ts }
}

function wordsOf({ text, blocks, attachments }: SlackMessageEvent): SlackWords {
  return { text, blocks, attachments }
}

function saysTheSame(message: SlackMessageEvent, before: SlackMessageEvent): boolean {
  // By id, so that another colleague's name is another text.
  const read = (one: SlackMessageEvent) => fromSlack(wordsOf(one), (user) => user).content
  return sameContent(read(message), read(before))
}
