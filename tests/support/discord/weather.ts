import type { Chance } from '../slack/chance.ts'

/** Something that goes wrong with calls of the REST API. */
export interface Squall {
  /** The route’s name, such as `message.create`; `file.download` for attachments; left out: every one. */
  readonly route?: string
  /** Id or name of the channel or thread; left out: every one. */
  readonly channel?: string
  /** How often; once if left out. */
  readonly times?: number | 'always'
  /** In what share of the calls, 0 to 1. */
  readonly share?: number
  readonly does: Trouble
}

export type Trouble =
  /** 429, for this app and route, for everyone in this place, or for all of this app. */
  | {
      readonly kind: 'ratelimit'
      readonly seconds?: number
      readonly scope?: 'user' | 'shared' | 'global'
    }
  /** 429 by Cloudflare: no JSON, and none of Discord’s headers. */
  | { readonly kind: 'cloudflare'; readonly seconds?: number }
  /** An HTTP error; with `stored` after the call did its work. */
  | { readonly kind: 'fail'; readonly status?: number; readonly stored?: boolean }
  /** No answer ever comes. */
  | { readonly kind: 'hang'; readonly stored?: boolean }
  /** The connection breaks. */
  | { readonly kind: 'reset'; readonly stored?: boolean }
  /** The answer comes after `ms`. */
  | { readonly kind: 'slow'; readonly ms: number }
  /** Discord says no, by this code. */
  | {
      readonly kind: 'refuse'
      readonly code: number
      readonly status?: number
      readonly message?: string
    }

/** What goes wrong with what the gateway sends to the app. */
export interface EventWeather {
  /** Share of events that come once more, with the same number. */
  readonly twice: number
  /** Share of events that never come, and are in no replay either. */
  readonly lost: number
  /** Each event waits for a time between these, in ms. */
  readonly delay: readonly [low: number, high: number]
  /** So many events are gathered and then sent in any order; under 2: none. */
  readonly shuffle: number
}

const CALM: EventWeather = { twice: 0, lost: 0, delay: [0, 0], shuffle: 0 }

export interface Weather {
  readonly events: EventWeather
  /** From now on this goes wrong. */
  brings(squall: Squall): void
  /** From now on events travel like this; what is left out is calm. */
  blowsOnEvents(weather: Partial<EventWeather>): void
  /** All is well again; what hangs stays hanging. */
  clears(): void
  /** What goes wrong with this call, if anything. */
  strikes(route: string, channels: readonly string[]): Trouble | undefined
  /** Something of this kind went wrong. */
  happened(kind: string): void
  /** How often what went wrong, by its kind. */
  counts(): Readonly<Record<string, number>>
}

export function createWeather(chance: Chance): Weather {
  const squalls: { readonly squall: Squall; left: number }[] = []
  let events = CALM
  const counted = new Map<string, number>()

  function happened(kind: string) {
    counted.set(kind, (counted.get(kind) ?? 0) + 1)
  }

  function fits(
    { squall, left }: (typeof squalls)[number],
    route: string,
    channels: readonly string[],
  ) {
    if (left === 0) return false
    if (squall.route !== undefined && squall.route !== route) return false
    if (squall.channel !== undefined && !channels.includes(squall.channel)) return false
    return squall.share === undefined || chance.happens(squall.share)
  }

  return {
    get events() {
      return events
    },
    brings(squall) {
      const { times = 1 } = squall
      squalls.push({ squall, left: times === 'always' ? Infinity : times })
    },
    blowsOnEvents(changes) {
      events = { ...CALM, ...changes }
    },
    clears() {
      squalls.length = 0
      events = CALM
    },
    strikes(route, channels) {
      const found = squalls.find((one) => fits(one, route, channels))
      if (!found) return undefined
      found.left -= 1
      const { does } = found.squall
      happened('stored' in does && does.stored ? `${does.kind}, stored` : does.kind)
      return does
    },
    happened,
    counts: () => Object.fromEntries(counted),
  }
}
