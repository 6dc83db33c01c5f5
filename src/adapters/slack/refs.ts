import { z } from 'zod'
import type { Ref } from '../../ports.ts'

/** A thread: its channel and its card's `ts`. A `ts` is a string; as a number it would lose its end. */
export interface SlackThread {
  readonly channel: string
  readonly ts: string
}

/**
 * A message in a channel: one post, or several where it was too long for one. `at` is 2, 3… of a message that
 * stands in one post with others of the same burst, after them.
 */
export interface SlackPosts {
  readonly channel: string
  readonly posts: readonly [string, ...string[]]
  readonly at?: number
}

const REF = /^([A-Z][A-Z0-9]{1,40})\/(\d{1,20}\.\d{1,20}(?:,\d{1,20}\.\d{1,20})*)(?:#(\d{1,2}))?$/

/** The ref of a thread: `C123/1712345678.000200`. */
export function threadRef(thread: SlackThread): Ref {
  return `${thread.channel}/${thread.ts}`
}

/** The thread that a ref names, or null if it is not one of Slack's. */
export function parseThread(ref: Ref): SlackThread | null {
  const found = parsePosts(ref)
  if (found?.posts.length !== 1 || found.at !== undefined) return null
  return { channel: found.channel, ts: found.posts[0] }
}

/** The ref of a message, naming all its posts in order. */
export function postsRef({ channel, posts, at = 1 }: SlackPosts): Ref {
  return `${channel}/${posts.join(',')}${at > 1 ? `#${at}` : ''}`
}

/** The posts that a ref names, or null if it is not one of Slack's. */
export function parsePosts(ref: Ref): SlackPosts | null {
  const match = REF.exec(ref)
  if (!match) return null
  const [first = '', ...rest] = (match[2] ?? '').split(',')
  const place = match[3] === undefined ? {} : { at: Number(match[3]) }
  return { channel: match[1] ?? '', posts: [first, ...rest], ...place }
}

/** A ref for each post by itself: an event names one of them, whichever it is about. */
export function singleRefs({ channel, posts }: SlackPosts): Ref[] {
  return posts.map((ts) => threadRef({ channel, ts }))
}

/** When that was, epoch ms. */
export function timeOf(ts: string): number {
  return Math.floor(Number(ts) * 1_000)
}

/** True when `ts` is later than `than`; both are Slack's, seconds and a counter. */
export function isLater(ts: string, than: string): boolean {
  const [seconds = '', counter = ''] = ts.split('.')
  const [thanSeconds = '', thanCounter = ''] = than.split('.')
  if (seconds !== thanSeconds) return isGreater(seconds, thanSeconds)
  const digits = Math.max(counter.length, thanCounter.length)
  return counter.padEnd(digits, '0') > thanCounter.padEnd(digits, '0')
}

function isGreater(a: string, b: string): boolean {
  return a.length === b.length ? a > b : a.length > b.length
}

const EVENT_TYPE = 'greenroom'

const metadata = z.looseObject({
  event_type: z.literal(EVENT_TYPE),
  event_payload: z.looseObject({
    outbox: z.string().min(1),
    part: z.int().positive().default(1),
    also: z.string().optional(),
  }),
})

/** Which post this is, carried by the post itself, so that it is found after an outcome nobody heard. */
export interface Mark {
  /** Anyone in the workspace can read it: an id of ours, nothing else. */
  readonly outbox: string
  /** 1, 2, 3… of a message that was split. */
  readonly part: number
  /** The others that stand in the same post, in order. */
  readonly also?: readonly string[]
}

/** The mark as message metadata. */
export function markMetadata({ outbox, part, also = [] }: Mark) {
  const others = also.length > 0 ? { also: also.join(' ') } : {}
  return { event_type: EVENT_TYPE, event_payload: { outbox, part, ...others } }
}

/** The mark of a message read back from Slack, or null where it has none of ours. */
export function readMark(given: unknown): Mark | null {
  const read = metadata.safeParse(given)
  if (!read.success) return null
  const { outbox, part, also } = read.data.event_payload
  return { outbox, part, ...(also === undefined ? {} : { also: also.split(' ') }) }
}
