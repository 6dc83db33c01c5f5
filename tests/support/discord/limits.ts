import type { SlackClock } from '../slack/clock.ts'

/** So many in so long; the count begins anew when the time is over. */
export interface Window {
  readonly limit: number
  /** In ms. */
  readonly per: number
}

/** How often what may be done. Null: as often as one likes. */
export interface Limits {
  /** By a route’s name; `other` is for all that are not named. */
  readonly routes: Readonly<Record<string, Window>> | null
  /** All calls of the app but those about interactions. */
  readonly global: Window | null
  /** New names and topics of one channel; no header tells of it. */
  readonly renames: Window | null
  /** Calls answered by 401, 403 or 429, before the address is shut out. */
  readonly invalid: Window | null
  readonly identifies: Window | null
  /** Sessions; beyond it the token is reset. */
  readonly starts: Window | null
  /** What one gateway connection may send. */
  readonly sends: Window | null
}

/** As on Discord, where that is known; the buckets of routes are as commonly seen in headers. */
export const DISCORD_LIMITS: Limits = {
  routes: {
    'message.create': { limit: 5, per: 5000 },
    'message.edit': { limit: 5, per: 5000 },
    'message.delete': { limit: 5, per: 1000 },
    'message.list': { limit: 5, per: 1000 },
    'reaction.add': { limit: 1, per: 250 },
    'channel.change': { limit: 5, per: 15_000 },
    'thread.create': { limit: 50, per: 300_000 },
    'webhook.execute': { limit: 5, per: 2000 },
    'command.put': { limit: 2, per: 5000 },
    other: { limit: 10, per: 5000 },
  },
  global: { limit: 50, per: 1000 },
  renames: { limit: 2, per: 600_000 },
  invalid: { limit: 10_000, per: 600_000 },
  identifies: { limit: 1, per: 5000 },
  starts: { limit: 1000, per: 24 * 60 * 60_000 },
  sends: { limit: 120, per: 60_000 },
}

export const NO_LIMITS: Limits = {
  routes: null,
  global: null,
  renames: null,
  invalid: null,
  identifies: null,
  starts: null,
  sends: null,
}

/** As on a Discord whose time goes by so many times faster. */
export function limitsAt(pace: number): Limits {
  const faster = (window: Window | null) => window && { ...window, per: window.per / pace }
  const { routes, global, renames, invalid, identifies, starts, sends } = DISCORD_LIMITS
  return {
    routes:
      routes &&
      Object.fromEntries(
        Object.entries(routes).map(([name, { limit, per }]) => [name, { limit, per: per / pace }]),
      ),
    // Who keeps to it counts by the second, however fast time goes by.
    global: global && { ...global, limit: global.limit * pace },
    renames: faster(renames),
    invalid: faster(invalid),
    identifies: faster(identifies),
    starts: faster(starts),
    sends: faster(sends),
  }
}

export interface Level {
  readonly limit: number
  readonly left: number
  /** In ms, when the count begins anew. */
  readonly resetAt: number
  readonly resetsIn: number
}

export interface Counter {
  /** One more, and how things stand then; `left` is -1 if it was one too many. */
  take(key: string, window: Window): Level
  /** How things stand, without taking. */
  look(key: string, window: Window): Level
}

export function createCounter(clock: SlackClock): Counter {
  const counts = new Map<string, { used: number; resetAt: number }>()

  function current(key: string, { per }: Window) {
    const known = counts.get(key)
    if (known && known.resetAt > clock.now()) return known
    const fresh = { used: 0, resetAt: clock.now() + per }
    counts.set(key, fresh)
    return fresh
  }

  function level({ used, resetAt }: { used: number; resetAt: number }, { limit }: Window): Level {
    return { limit, left: Math.max(-1, limit - used), resetAt, resetsIn: resetAt - clock.now() }
  }

  return {
    take(key, window) {
      const count = current(key, window)
      count.used += 1
      return level(count, window)
    },
    look: (key, window) => level(current(key, window), window),
  }
}
