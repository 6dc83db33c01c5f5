import type { JsonObject } from './json.ts'
import { findChannel } from './lookup.ts'
import type { Limiter } from './limits.ts'
import type { Method } from './method.ts'
import type { Token } from './model.ts'
import { complain } from './office.ts'
import type { Office } from './office.ts'
import { Refusal, refuseWith } from './refusal.ts'
import type { Tickets } from './tickets.ts'
import type { Trouble, Weather } from './weather.ts'

export interface ApiRequest {
  readonly method: string
  readonly bearer: string | undefined
  readonly args: JsonObject
}

/** What comes back, if something does: an answer, silence, or a broken connection. */
export type ApiAnswer = HttpAnswer | { readonly kind: 'silence' | 'reset' }

export interface HttpAnswer {
  readonly kind: 'answer'
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: JsonObject | string
  /** In ms. */
  readonly delay: number
}

/** One call as it was made, for what a test cannot see in the channels. */
export interface LoggedCall {
  readonly method: string
  readonly args: JsonObject
  readonly at: number
  /** Slack's error, `http 500` and the like, or null when it was done. */
  readonly error: string | null
}

export interface Api {
  readonly calls: readonly LoggedCall[]
  answer(request: ApiRequest): ApiAnswer
}

const ALWAYS_KNOWN = ['token', 'team_id']

export function createApi(parts: {
  readonly office: Office
  readonly weather: Weather
  readonly limiter: Limiter
  readonly tickets: Tickets
  readonly methods: ReadonlyMap<string, Method>
  readonly socketUrl: () => string
}): Api {
  const { office, weather, limiter, tickets } = parts
  const calls: LoggedCall[] = []

  function answer(request: ApiRequest): ApiAnswer {
    const trouble = weather.strikes(request.method, channelsOf(request.args), request.args)
    const result = weathered(request, trouble)
    calls.push({
      method: request.method,
      args: request.args,
      at: office.clock.now(),
      error: errorIn(result),
    })
    office.changed()
    return result
  }

  function weathered(request: ApiRequest, trouble: Trouble | undefined): ApiAnswer {
    if (!trouble) return work(request)
    const spoilt = spoil(trouble)
    if (!spoilt) return late(work(request), trouble.kind === 'slow' ? trouble.ms : 0)
    if ('stored' in trouble && trouble.stored) work(request)
    return spoilt
  }

  /** A channel goes by its id and its name. */
  function channelsOf(args: JsonObject): string[] {
    const named = args['channel'] ?? args['channel_id']
    if (typeof named !== 'string') return []
    const channel = findChannel(office, named)
    return channel ? [channel.id, channel.name] : [named]
  }

  function work(request: ApiRequest): ApiAnswer {
    try {
      return run(request)
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      return said({ ok: false, error: error.message, ...error.more })
    }
  }

  function run({ method: name, bearer, args }: ApiRequest): ApiAnswer {
    const method = parts.methods.get(name)
    if (!method) {
      complain(office, `${name} is not a method that this Slack knows`)
      throw new Refusal('unknown_method')
    }
    const token = authenticate(method, bearer ?? textAt(args, 'token'))
    const needs = (...scopes: readonly string[]) => needScope(token, scopes)
    if (method.scopes.length > 0) needs(...method.scopes)
    const read = method.read(understood(method, args))
    if (!read.ok) {
      for (const problem of read.problems) complain(office, `${name}: ${problem}`)
      throw refuseWith('invalid_arguments', read.problems)
    }
    const wait = limiter.take(name, method.tier, channelsOf(args)[0])
    if (wait > 0) return tooMany(String(wait))
    const done = read.run({ office, tickets, token, needs, socketUrl: parts.socketUrl })
    return said({ ok: true, ...done }, { 'x-oauth-scopes': token.scopes.join(',') })
  }

  function authenticate(method: Method, value: string | undefined): Token {
    if (value === undefined) throw new Refusal('not_authed')
    const token = office.tokens.get(value)
    if (!token) throw new Refusal('invalid_auth')
    if (token.state === 'revoked') throw new Refusal('token_revoked')
    if (token.state === 'inactive') throw new Refusal('account_inactive')
    if (method.kind !== token.kind) throw new Refusal('not_allowed_token_type')
    return token
  }

  /** Slack passes over arguments that it does not know; the test hears of them. */
  function understood(method: Method, args: JsonObject): JsonObject {
    const entries = Object.entries(args).filter(([key]) => !ALWAYS_KNOWN.includes(key))
    for (const [key] of entries) {
      if (!method.known.includes(key)) complain(office, `${method.name} has no argument “${key}”`)
    }
    return Object.fromEntries(entries.filter(([key]) => method.known.includes(key)))
  }

  return { calls, answer }
}

function needScope(token: Token, scopes: readonly string[]) {
  if (scopes.some((scope) => token.scopes.includes(scope))) return
  throw new Refusal('missing_scope', {
    needed: scopes.join(','),
    provided: token.scopes.join(','),
  })
}

function spoil(trouble: Trouble): ApiAnswer | undefined {
  switch (trouble.kind) {
    case 'ratelimit':
      return tooMany(trouble.seconds === undefined ? undefined : String(trouble.seconds))
    case 'fail':
      return plain(trouble.status ?? 500, 'The server stumbled')
    case 'hang':
      return { kind: 'silence' }
    case 'reset':
      return { kind: 'reset' }
    case 'refuse':
      return said({ ok: false, error: trouble.error })
    case 'slow':
    case 'login page':
      return undefined
  }
}

function tooMany(retryAfter: string | undefined): ApiAnswer {
  const headers = retryAfter === undefined ? undefined : { 'retry-after': retryAfter }
  return {
    kind: 'answer',
    status: 429,
    headers: { ...headers },
    body: { ok: false, error: 'ratelimited' },
    delay: 0,
  }
}

function said(body: JsonObject, headers: Readonly<Record<string, string>> = {}): ApiAnswer {
  return { kind: 'answer', status: 200, headers, body, delay: 0 }
}

function plain(status: number, body: string): ApiAnswer {
  return { kind: 'answer', status, headers: {}, body, delay: 0 }
}

function late(answer: ApiAnswer, delay: number): ApiAnswer {
  return answer.kind === 'answer' ? { ...answer, delay } : answer
}

function errorIn(answer: ApiAnswer): string | null {
  if (answer.kind !== 'answer') return answer.kind
  if (answer.status !== 200) return `http ${answer.status}`
  return typeof answer.body === 'object' ? (textAt(answer.body, 'error') ?? null) : null
}

function textAt(body: JsonObject, key: string): string | undefined {
  const found = body[key]
  return typeof found === 'string' ? found : undefined
}
