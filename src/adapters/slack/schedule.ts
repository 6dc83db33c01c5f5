import type { Clock } from '../../ports.ts'
import { createLane } from './schedule-lane.ts'
import type { Lane } from './schedule-lane.ts'
import { rateOf } from './rates.ts'
import type { Rate } from './rates.ts'

/**
 * What the team said goes before what visitors wrote and new cards, people's words before lines about what
 * happened, and all before a card that is drawn anew.
 */
export type Rank = 'team' | 'words' | 'line' | 'redraw'

/** A call of Slack's that waits for its turn. */
export interface Call<T> {
  readonly method: string
  readonly channel: string
  readonly rank: Rank
  /**
   * A call that waits under the same key for the same method and channel is joined: the later one runs, in
   * the place of the earlier, and what becomes of it becomes of both.
   */
  readonly key?: string
  /** Who asks: turned away and asking again, it stands where its first asking put it. */
  readonly asker?: string
  /** Makes the call. When Slack asks to wait it says so by `hold` before it resolves. */
  run(): Promise<T>
}

/** `ran` false: its turn would have come too late, it was not begun; it may be asked for again after `after` ms. */
export type Turn<T> =
  { readonly ran: true; readonly value: T } | { readonly ran: false; readonly after: number }

export interface Schedule {
  /** Makes the call when its turn comes. Rejects with what the call throws. */
  take<T>(call: Call<T>): Promise<Turn<T>>
  /** Ms that such a call, were it asked for now, would wait for its turn. */
  behind(method: string, channel: string): number
  /** Slack asks to wait, ms: no more of this method, in this channel where the rate is a channel's. */
  hold(method: string, channel: string, ms: number): void
  /** Begins no more calls and resolves when those under way have ended. */
  stop(): Promise<void>
}

export interface ScheduleDeps {
  readonly clock: Clock
  /** Calls back after `ms`; gives back a function that forgets it. */
  readonly wake: (ms: number, then: () => void) => () => void
  readonly rate?: (method: string) => Rate
  /** The most ms that a call waits before it is turned away. */
  readonly longestWait?: number
}

// With the client's own limit of ten seconds a try stays under the twenty that the outbox gives it.
const LONGEST_WAIT = 8_000

/**
 * Lets calls through at the rate that Slack takes them, each channel by itself where the rate is a
 * channel's, so that a busy one holds back no other.
 */
export function createSchedule({
  clock,
  wake,
  rate = rateOf,
  longestWait = LONGEST_WAIT,
}: ScheduleDeps): Schedule {
  const lanes = new Map<string, Lane>()
  let stopped = false

  function nameOf(method: string, channel: string): string {
    return rate(method).each === 'channel' ? `${method} ${channel}` : method
  }

  function laneOf(method: string, channel: string): Lane {
    const mine = rate(method)
    const name = nameOf(method, channel)
    const known = lanes.get(name)
    if (known) return known
    const lane = createLane({
      clock,
      wake,
      rate: mine,
      longestWait,
      idle: () => lanes.delete(name),
    })
    lanes.set(name, lane)
    return lane
  }

  return {
    take: (call) =>
      stopped
        ? Promise.resolve({ ran: false, after: 0 })
        : laneOf(call.method, call.channel).take(call),
    behind: (method, channel) => lanes.get(nameOf(method, channel))?.behind() ?? 0,
    hold: (method, channel, ms) => laneOf(method, channel).hold(ms),
    async stop() {
      stopped = true
      await Promise.all([...lanes.values()].map((lane) => lane.stop()))
    },
  }
}
