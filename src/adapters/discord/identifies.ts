import { z } from 'zod'
import type { Clock, Feed } from '../../ports.ts'
import { pause } from '../chats/pause.ts'

/** What Discord still allows: so many sessions, until it counts anew in `resetAfter` ms. */
export interface Allowance {
  readonly remaining: number
  readonly resetAfter: number
}

interface Deps {
  readonly feed: Pick<Feed, 'get' | 'put'>
  readonly clock: Clock
  /** How many times faster than Discord's own rules. */
  readonly pace: number
}

export interface Identifies {
  /** Resolves when a session may be begun, which then is counted; rejects when it is aborted before. */
  turn(allowance: Allowance | null, signal: AbortSignal): Promise<void>
}

const TOPIC = 'discord:identifies'
const KEY = 'times'
const MOST = 1_000
const HOUR = 3_600_000
const kept = z.array(z.number())

/**
 * Waits before each new session. Discord takes one in five seconds and a thousand a day, and whoever begins
 * more loses the token: so they are counted over restarts, and the more there were the longer it waits.
 */
export function identifies({ feed, clock, pace }: Deps): Identifies {
  async function turn(allowance: Allowance | null, signal: AbortSignal): Promise<void> {
    const known = kept.safeParse((await feed.get(TOPIC, KEY))?.body).data ?? []
    const wait = waitBefore(known, clock.now(), allowance) / pace
    if (wait > 0) await pause(wait, signal)
    if (signal.aborted) throw new Error('The connection was closed before its session began.')
    const body = [...known, clock.now()].slice(-MOST)
    await feed.put([{ topic: TOPIC, key: KEY, body }])
  }
  return { turn }
}

/** Ms until a new session may be begun, after those that were begun at these times. */
export function waitBefore(
  times: readonly number[],
  now: number,
  allowance: Allowance | null,
): number {
  const last = times.at(-1)
  const lately = times.filter((time) => time > now - HOUR).length
  const spaced = last === undefined ? 0 : last + spacing(lately) - now
  return Math.max(0, spaced, allowance ? spared(allowance) : 0)
}

/** At most 40 in an hour for long, which is fewer than a day's thousand. */
function spacing(lately: number): number {
  if (lately < 5) return 5_500
  if (lately < 10) return 15_000
  if (lately < 20) return 30_000
  return 90_000
}

/** The last ones are kept for the end of the day. */
function spared({ remaining, resetAfter }: Allowance): number {
  if (remaining > 50) return 0
  return remaining <= 0 ? resetAfter : Math.round(resetAfter / remaining)
}
