import { isObject, parseJson } from '../slack/json.ts'
import { said, spoil } from './answers.ts'
import type { ApiAnswer } from './answers.ts'
import type { Body } from './bodies.ts'
import { findChannel } from './lookup.ts'
import type { Gates } from './gates.ts'
import { complain } from './office.ts'
import type { Office } from './office.ts'
import { Refusal } from './refusal.ts'
import type { Call, Route } from './route.ts'
import type { Trouble, Weather } from './weather.ts'

export interface ApiRequest {
  readonly method: string
  /** Without `/api/v10`. */
  readonly path: string
  readonly query: URLSearchParams
  readonly authorization: string | undefined
  readonly body: Body | Refusal
}

/** One call as it was made, for what a test cannot see in the channels. */
export interface LoggedCall {
  /** The route’s name: `message.create`. */
  readonly route: string
  readonly method: string
  readonly path: string
  readonly body: unknown
  readonly at: number
  /** The HTTP status; null when none came. */
  readonly status: number | null
  /** Discord’s error code; null when it was done. */
  readonly code: number | null
}

export interface Api {
  readonly calls: readonly LoggedCall[]
  answer(request: ApiRequest): ApiAnswer
}

export function createApi(parts: {
  readonly office: Office
  readonly weather: Weather
  readonly gates: Gates
  readonly routes: readonly Route[]
  readonly gateway: Call['gateway']
}): Api {
  const { office, weather, gates, routes } = parts
  const calls: LoggedCall[] = []

  function answer(request: ApiRequest): ApiAnswer {
    const banned = gates.banned()
    if (banned) return banned
    const found = find(request)
    const name = found?.route.name ?? 'unknown'
    const trouble = weather.strikes(name, namesOf(office, request.path))
    const result = weathered(request, found, trouble)
    const { method, path, body } = request
    const json = 'json' in body ? body.json : null
    const status = result.kind === 'answer' ? result.status : null
    const at = office.clock.now()
    calls.push({ route: name, method, path, body: json, at, status, code: codeIn(result) })
    if (result.kind === 'answer') gates.count(result.status, result.headers)
    office.changed()
    return result
  }

  function find({ method, path }: ApiRequest) {
    for (const route of routes) {
      const match = route.method === method ? route.pattern.exec(path) : null
      if (!match) continue
      const params = Object.entries(match.groups ?? {}).map(([key, value]) => [
        key,
        decodeURIComponent(value),
      ])
      return { route, params: Object.fromEntries(params) as Record<string, string> }
    }
    return undefined
  }

  function weathered(
    request: ApiRequest,
    found: ReturnType<typeof find>,
    trouble: Trouble | undefined,
  ): ApiAnswer {
    if (!trouble) return work(request, found)
    const spoilt = spoil(trouble)
    if (!spoilt) {
      const late = work(request, found)
      return late.kind === 'answer' && trouble.kind === 'slow'
        ? { ...late, delay: trouble.ms }
        : late
    }
    if ('stored' in trouble && trouble.stored) work(request, found)
    return spoilt
  }

  function work(request: ApiRequest, found: ReturnType<typeof find>): ApiAnswer {
    let headers: Readonly<Record<string, string>> = {}
    try {
      if (!found) throw lost(request)
      if (found.route.needsToken) authenticate(request)
      if (request.body instanceof Refusal) throw request.body
      const gate = gates.pass(found.route, found.params, request.body.json)
      if (gate.kind === 'shut') return gate.answer
      headers = gate.headers
      return { ...said(run(found, request, request.body)), headers }
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      const { status, code, message, more } = error
      return { ...said({ status, body: { message, code, ...more } }), headers }
    }
  }

  function run(found: NonNullable<ReturnType<typeof find>>, request: ApiRequest, body: Body) {
    const { route, params } = found
    const json = body.json ?? {}
    const object = isObject(json) ? json : {}
    for (const [key, value] of Object.entries(object)) {
      // Libraries send switches that are off wherever they have them.
      const said = value !== null && value !== false
      if (said && route.fields?.includes(key) === false)
        complain(office, `${route.name} has no field “${key}”`)
    }
    const { query } = request
    const { gateway } = parts
    return route.run({ office, gateway, params, query, body: object, json, files: body.files })
  }

  function lost({ method, path }: ApiRequest): Refusal {
    complain(office, `${method} ${path} is not a route that this Discord knows`)
    return new Refusal(404, 0, '404: Not Found')
  }

  function authenticate({ authorization }: ApiRequest) {
    if (authorization !== `Bot ${office.app.token}`) throw new Refusal(401, 0, '401: Unauthorized')
  }

  return { calls, answer }
}

/** The ids and names by which a test may mean the place of a call. */
function namesOf(office: Office, path: string): string[] {
  const ids = path.split('/').filter((one) => /^\d{15,20}$/.test(one))
  return ids.flatMap((id) => {
    const channel = findChannel(office, { id: office.webhooks.get(id)?.channelId ?? id })
    return channel ? [channel.id, channel.name] : []
  })
}

function codeIn(answer: ApiAnswer): number | null {
  if (answer.kind !== 'answer' || answer.status < 400) return null
  const body = typeof answer.body === 'string' ? parseJson(answer.body) : answer.body
  const code = isObject(body) ? body['code'] : undefined
  return typeof code === 'number' ? code : 0
}
