import type { MoodTurned } from '../conversation/events.ts'
import type { ConversationId } from '../conversation/ids.ts'

/** A visitor’s message as the alarm knows it: nothing of what was said. */
export interface Heard {
  readonly conversation: ConversationId
  /** What people call that conversation. */
  readonly number: number
  readonly at: number
  /** Its first: short by nature. */
  readonly opens: boolean
  /** It was clipped, or surely negative. */
  readonly clipped: boolean
}

/** When clipped messages are too many: so many of them, from so many conversations, within so many ms. */
export interface MoodRules {
  readonly messages: number
  readonly conversations: number
  readonly within: number
}

/** The mood of an inbox has turned: what is to be said, and in which conversation, the one heard of last. */
export type Turn = MoodTurned & { readonly newest: ConversationId }

/** Conversations that are named, at most. */
const NAMED = 20

/**
 * What to tell supervisors of an inbox’s messages, oldest first: where enough of those of the last while were
 * clipped, from enough conversations, and they are half of all or more; else null.
 */
export function clipped(
  messages: readonly Heard[],
  now: number,
  { within, ...least }: MoodRules,
): Turn | null {
  const recent = messages.filter(({ at }) => at > now - within)
  const found = recent.filter((one) => one.clipped)
  const numbers = [...new Set(found.map(({ number }) => number))]
  const newest = found.at(-1)?.conversation
  if (newest === undefined || found.length < least.messages) return null
  if (numbers.length < least.conversations || found.length * 2 < recent.length) return null
  const conversations = numbers.slice(-NAMED).toSorted((a, b) => a - b)
  return { messages: found.length, of: recent.length, within, conversations, newest }
}
