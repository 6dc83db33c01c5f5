import type { Clock } from '../../ports.ts'
import type { Rate } from './rates.ts'
import { remembered } from '../chats/remembered.ts'
import type { Call, Rank, Turn } from './schedule.ts'

export interface LaneDeps {
  readonly clock: Clock
  readonly wake: (ms: number, then: () => void) => () => void
  readonly rate: Rate
  readonly longestWait: number
  /** Told when nothing waits, runs or is held: the lane can be forgotten. */
  readonly idle: () => void
}

export interface Lane {
  take<T>(call: Call<T>): Promise<Turn<T>>
  behind(): number
  hold(ms: number): void
  stop(): Promise<void>
}

interface Waiting {
  readonly order: number
  readonly key: string | undefined
  readonly asker: string | undefined
  readonly since: number
  /** When it was first asked for. */
  readonly first: number
  run: () => Promise<unknown>
  readonly ended: PromiseWithResolvers<Turn<unknown>>
}

const ORDER: Readonly<Record<Rank, number>> = { team: 0, words: 1, line: 2, redraw: 3 }
/** A line that has waited for so many ms goes with the words: its thread waits behind it. */
const OVERDUE = 15_000
const MOST_ASKERS = 10_000

/** The calls that share one rate: in the order of their rank, then of their coming. */
export function createLane({ clock, wake, rate, longestWait, idle }: LaneDeps): Lane {
  const waiting: Waiting[] = []
  const running = new Set<Promise<unknown>>()
  /** When each first asked for what it has not got yet. */
  const askers = remembered<number>(MOST_ASKERS)
  let forget: (() => void) | null = null
  let heldUntil = 0
  /** When the rate would be back at rest: it runs ahead of the clock by what was used of the burst. */
  let usedUntil = 0
  /** The last time at which somebody who was turned away was told to come back. */
  let promisedUntil = 0
  let stopped = false

  /** When the call at this place in the line can begin. */
  function turnOf(place: number): number {
    const soonest = Math.max(clock.now(), heldUntil)
    const rested = Math.max(soonest, usedUntil)
    return Math.max(soonest, rested + (place - rate.burst + 1) * rate.every)
  }

  function take<T>(call: Call<T>): Promise<Turn<T>> {
    const mine = joined(call) ?? queued(call)
    turnAwayTheLate()
    goOn()
    // What a call ends with is what its own `run` gave, or that of the one it was joined to by its key.
    return mine.ended.promise as Promise<Turn<T>>
  }

  function joined({ key, run }: Call<unknown>): Waiting | null {
    const same = key === undefined ? undefined : waiting.find((one) => one.key === key)
    if (!same) return null
    same.run = run
    return same
  }

  function queued({ rank, key, asker, run }: Call<unknown>): Waiting {
    const ended = Promise.withResolvers<Turn<unknown>>()
    const since = clock.now()
    const first = firstAsked(asker, since)
    const isOverdue = rank === 'line' && since - first > OVERDUE
    const order = ORDER[isOverdue ? 'words' : rank]
    const mine: Waiting = { order, key, asker, since, first, run, ended }
    const isAfter = (one: Waiting) =>
      one.order > order || (one.order === order && one.first > first)
    const place = waiting.findIndex(isAfter)
    waiting.splice(place === -1 ? waiting.length : place, 0, mine)
    return mine
  }

  function firstAsked(asker: string | undefined, now: number): number {
    if (asker === undefined) return now
    const first = askers.get(asker) ?? now
    askers.set(asker, first)
    return first
  }

  function turnAwayTheLate(): void {
    const late = waiting.filter((one, place) => turnOf(place) - one.since > longestWait)
    for (const one of late) waiting.splice(waiting.indexOf(one), 1)
    for (const one of late) turnAway(one)
  }

  /** Each is told a time of its own, so that they do not all come back at once. */
  function turnAway(one: Waiting): void {
    promisedUntil = Math.max(turnOf(waiting.length), promisedUntil + rate.every)
    one.ended.resolve({ ran: false, after: promisedUntil - clock.now() })
  }

  function goOn(): void {
    forget?.()
    forget = null
    if (stopped) return
    while (waiting.length > 0 && running.size < rate.atOnce) {
      const wait = turnOf(0) - clock.now()
      if (wait > 0) {
        forget = wake(wait, goOn)
        return
      }
      const next = waiting.shift()
      if (next) begin(next)
    }
    if (waiting.length === 0 && running.size === 0) rest()
  }

  /** Only a lane that nothing is known of any more can be forgotten. */
  function rest(): void {
    const wait = Math.max(usedUntil, promisedUntil, heldUntil) - clock.now()
    if (wait > 0) forget = wake(wait, goOn)
    else idle()
  }

  function begin(next: Waiting): void {
    if (clock.now() - next.since > longestWait) {
      next.ended.resolve({ ran: false, after: 0 })
      return
    }
    if (next.asker !== undefined) askers.delete(next.asker)
    usedUntil = Math.max(usedUntil, clock.now()) + rate.every
    const under = Promise.try(next.run)
      .then(
        (value) => next.ended.resolve({ ran: true, value }),
        (error: unknown) => next.ended.reject(error),
      )
      .finally(() => {
        running.delete(under)
        goOn()
      })
    running.add(under)
  }

  return {
    take,
    behind: () => Math.max(0, turnOf(waiting.length), promisedUntil) - clock.now(),
    hold(ms) {
      heldUntil = Math.max(heldUntil, clock.now() + ms)
      // No burst after it: a burst is what Slack did not take.
      usedUntil = Math.max(usedUntil, heldUntil + (rate.burst - 1) * rate.every)
      turnAwayTheLate()
      goOn()
    },
    async stop() {
      stopped = true
      forget?.()
      for (const one of waiting.splice(0)) one.ended.resolve({ ran: false, after: 0 })
      await Promise.all(running)
    },
  }
}
