import type { Chance } from './chance.ts'
import type { JsonObject } from './json.ts'

/** Something that goes wrong with calls of the Web API. */
export interface Squall {
  /** Which method; left out: every one. */
  readonly method?: string
  /** Id or name of the channel; left out: every one. */
  readonly channel?: string
  /** Only calls with such arguments; left out: with any. */
  readonly on?: (args: JsonObject) => boolean
  /** How often; once if left out. */
  readonly times?: number | 'always'
  /** In what share of the calls, 0 to 1. */
  readonly share?: number
  readonly does: Trouble
}

export type Trouble =
  /** 429; without `seconds` there is no Retry-After. */
  | { readonly kind: 'ratelimit'; readonly seconds?: number }
  /** An HTTP error; with `stored` after the call did its work. */
  | { readonly kind: 'fail'; readonly status?: number; readonly stored?: boolean }
  /** No answer ever comes. */
  | { readonly kind: 'hang'; readonly stored?: boolean }
  /** The connection breaks. */
  | { readonly kind: 'reset'; readonly stored?: boolean }
  /** The answer comes after `ms`. */
  | { readonly kind: 'slow'; readonly ms: number }
  /** Slack says no, by this name. */
  | { readonly kind: 'refuse'; readonly error: string }
  /** A file’s bytes: the login page, as for a file that is too fresh. */
  | { readonly kind: 'login page' }

/** What goes wrong with what Slack sends to the app. */
export interface EventWeather {
  /** Share of events delivered once more although they were acknowledged. */
  readonly twice: number
  /** Share of acknowledgements that get lost on the way, so that Slack sends again. */
  readonly lostAcks: number
  /** Each event waits for a time between these, in ms. */
  readonly delay: readonly [low: number, high: number]
  /** So many events are gathered and then sent in any order; under 2: none. */
  readonly shuffle: number
}

const CALM: EventWeather = { twice: 0, lostAcks: 0, delay: [0, 0], shuffle: 0 }

export interface Weather {
  readonly events: EventWeather
  /** From now on this goes wrong. */
  brings(squall: Squall): void
  /** From now on events travel like this; what is left out is calm. */
  blowsOnEvents(weather: Partial<EventWeather>): void
  /** All is well again; what hangs stays hanging. */
  clears(): void
  /** What goes wrong with this call, if anything. */
  strikes(method: string, channels: readonly string[], args?: JsonObject): Trouble | undefined
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
    method: string,
    channels: readonly string[],
    args: JsonObject,
  ) {
    if (left === 0) return false
    if (squall.method !== undefined && squall.method !== method) return false
    if (squall.channel !== undefined && !channels.includes(squall.channel)) return false
    if (squall.on && !squall.on(args)) return false
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
    strikes(method, channels, args = {}) {
      const found = squalls.find((one) => fits(one, method, channels, args))
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
