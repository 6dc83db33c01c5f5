import { createHash } from 'node:crypto'
import { isObject } from '../slack/json.ts'
import { shutOut, tooMany } from './answers.ts'
import type { HttpAnswer } from './answers.ts'
import { createCounter } from './limits.ts'
import type { Counter, Level, Limits } from './limits.ts'
import type { Office } from './office.ts'
import type { Route } from './route.ts'

/** What stands before the routes: buckets, the limit of all calls, and the door that shuts for good. */
export interface Gates {
  limits: Limits
  /** Lets a call through with the headers of its bucket, or not. */
  pass(
    route: Route,
    params: Readonly<Record<string, string>>,
    json: unknown,
  ):
    | { readonly kind: 'open'; readonly headers: Readonly<Record<string, string>> }
    | { readonly kind: 'shut'; readonly answer: HttpAnswer }
  /** Notes how a call ended: too many bad ends, and the address is shut out. */
  count(status: number, headers: Readonly<Record<string, string>>): void
  /** The answer to everyone from an address that is shut out. */
  banned(): HttpAnswer | undefined
  /** Calls that ended in 401, 403 or 429 in these ten minutes. */
  readonly invalid: number
}

const BAD = [401, 403, 429]

export function createGates(office: Office, limits: Limits): Gates {
  const counter = createCounter(office.clock)
  let bannedUntil = 0

  const gates: Gates = {
    limits,
    pass(route, params, json) {
      const { limits } = gates
      const shut = (answer: HttpAnswer) => ({ kind: 'shut', answer }) as const
      if (limits.global && route.counts) {
        const { left, resetsIn } = counter.take('global', limits.global)
        if (left < 0) return shut(tooMany(resetsIn / 1000, 'global'))
      }
      const [bucket, level] = takeBucket(counter, limits, route, params)
      const headers = level ? headersOf(bucket, level) : {}
      if (level && level.left < 0) return shut(tooMany(level.resetsIn / 1000, 'user', headers))
      const wait = renaming(counter, limits, route, params, json)
      if (wait > 0) return shut(tooMany(wait / 1000, 'user', headers))
      return { kind: 'open', headers }
    },
    count(status, headers) {
      const window = gates.limits.invalid
      if (!window || !BAD.includes(status) || headers['x-ratelimit-scope'] === 'shared') return
      const { left, resetAt } = counter.take('invalid', window)
      if (left <= 0) bannedUntil = resetAt
    },
    banned() {
      const left = bannedUntil - office.clock.now()
      return left > 0 ? shutOut(left / 1000) : undefined
    },
    get invalid() {
      const window = gates.limits.invalid
      return window ? window.limit - counter.look('invalid', window).left : 0
    },
  }
  return gates
}

function takeBucket(
  counter: Counter,
  { routes }: Limits,
  route: Route,
  params: Readonly<Record<string, string>>,
): readonly [bucket: string, level: Level | undefined] {
  const window = routes?.[route.name] ?? routes?.['other']
  const major = [params['channel'], params['guild'], params['webhook'], params['token']].join('.')
  const bucket = createHash('md5').update(route.name).digest('hex')
  return [bucket, window && counter.take(`${route.name} ${major}`, window)]
}

/** A new name or topic has a limit of its own, of which no header tells. */
function renaming(
  counter: Counter,
  { renames }: Limits,
  route: Route,
  params: Readonly<Record<string, string>>,
  json: unknown,
): number {
  if (!renames || route.name !== 'channel.change' || !isObject(json)) return 0
  if (!('name' in json) && !('topic' in json)) return 0
  const { left, resetsIn } = counter.take(`rename ${params['channel']}`, renames)
  return left < 0 ? resetsIn : 0
}

function headersOf(bucket: string, { limit, left, resetAt, resetsIn }: Level) {
  return {
    'x-ratelimit-limit': String(limit),
    'x-ratelimit-remaining': String(Math.max(0, left)),
    'x-ratelimit-reset': (resetAt / 1000).toFixed(3),
    'x-ratelimit-reset-after': (resetsIn / 1000).toFixed(3),
    'x-ratelimit-bucket': bucket,
  }
}
