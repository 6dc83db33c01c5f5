import type { WidgetDoor } from './door.ts'

const SECOND = 1_000
const HOUR = 3_600 * SECOND
const DAY = 24 * HOUR

/** What the widget's side of the server holds to. Times in ms, sizes in bytes, but for `page` and `files`: entries. */
export const LIMITS = {
  /** A frame or a JSON body: the longest text fits in it. */
  frame: 512 * 1024,
  files: 10,
  /** Messages in one frame, and about how much text may be in it. */
  page: { newest: 50, older: 50, missed: 200 },
  pageBytes: 512 * 1024,
  /** For the first frame after connecting. */
  hello: 10 * SECOND,
  /** A socket that gives no sign of life between two of these is dead. */
  heartbeat: 25 * SECOND,
  /** What a socket may be behind with before it is closed, to come back by its cursor. */
  behind: 4 * 1024 * 1024,
  /** Frames of one socket that wait for their turn before it is read no further. */
  waiting: 64,
  /** Frames of one socket that are not understood before it is closed. */
  strange: 20,
  /** How many sockets one visitor may have open: tabs and devices. */
  sockets: 20,
  /** How long a session may be kept without a visit. */
  session: 180 * DAY,
  /** How long a file's address in a message is good for. */
  link: 7 * DAY,
  /** Between two looks at the place of a visitor who waits. */
  queueLook: 4 * SECOND,
  typing: { least: 250, same: 2 * SECOND },
} as const

export type Limits = { readonly [Name in keyof typeof LIMITS]: Widened<(typeof LIMITS)[Name]> }
type Widened<T> = T extends number ? number : { readonly [Key in keyof T]: number }

type Limit = { readonly burst: number; readonly perMinute: number }

/** What all visitors from one network may do together: it grows with how many of them the inbox lets be new. */
export function networkLimits({
  limits,
}: WidgetDoor): Readonly<
  Record<'sockets' | 'sessions' | 'messages' | 'files' | 'newVisitors', Limit>
> {
  const newcomers = limits.new_conversations_per_hour_per_ip
  const atOnce = Math.max(1, newcomers / 2)
  const files = limits.files_per_minute * atOnce
  return {
    sockets: { burst: newcomers * 5, perMinute: newcomers * 15 },
    sessions: { burst: newcomers * 3, perMinute: newcomers * 3 },
    messages: { burst: limits.burst * atOnce, perMinute: limits.messages_per_minute * atOnce },
    files: { burst: files, perMinute: files },
    newVisitors: { burst: newcomers, perMinute: newcomers / 60 },
  }
}
