import type { Clock } from '../../ports.ts'
import { remembered } from '../chats/remembered.ts'
import type { DiscordFailure } from './failures.ts'

/** What Discord refused for good, so that it is not asked the same all the time. */
export interface Refusals {
  /** The failure that such a call would have again; null when it may go through. */
  of(call: string): DiscordFailure | null
  failed(call: string, failure: DiscordFailure): void
  worked(call: string): void
  /** Something changed: each may go through. */
  mayBeMended(): void
}

const MOST = 10_000
const FIRST = 10_000
const LAST = 10 * 60_000

/** Remembers refused calls for a bounded time, the longer the more often they are refused. */
export function refusalsBy(clock: Clock): Refusals {
  let known = remembered<{ failure: DiscordFailure; askAt: number; wait: number }>(MOST)

  return {
    of(call) {
      const found = known.get(call)
      if (!found || clock.now() >= found.askAt) return null
      return found.failure
    },
    failed(call, failure) {
      const before = known.get(call)
      const wait = before ? Math.min(LAST, before.wait * 2) : FIRST
      known.set(call, { failure, wait, askAt: clock.now() + wait })
    },
    worked: (call) => void known.delete(call),
    mayBeMended() {
      known = remembered(MOST)
    },
  }
}
