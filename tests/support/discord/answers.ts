import type { JsonObject } from '../slack/json.ts'
import type { Trouble } from './weather.ts'

/** What comes back, if something does: an answer, silence, or a broken connection. */
export type ApiAnswer = HttpAnswer | { readonly kind: 'silence' | 'reset' }

export interface HttpAnswer {
  readonly kind: 'answer'
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  /** Undefined: none at all; a string: as it is; else JSON. */
  readonly body: unknown
  /** In ms. */
  readonly delay: number
}

/** What the weather makes of a call; undefined if it comes through. */
export function spoil(trouble: Trouble): ApiAnswer | undefined {
  switch (trouble.kind) {
    case 'ratelimit':
      return tooMany(trouble.seconds ?? 1, trouble.scope ?? 'user')
    case 'cloudflare':
      return shutOut(trouble.seconds ?? 60)
    case 'fail':
      return said({ status: trouble.status ?? 500, body: '<html>The server stumbled</html>' })
    case 'hang':
      return { kind: 'silence' }
    case 'reset':
      return { kind: 'reset' }
    case 'refuse': {
      const { code, status = 400, message = 'Refused by the weather' } = trouble
      return said({ status, body: { message, code } })
    }
    case 'slow':
      return undefined
  }
}

/** Discord’s 429; `seconds` may have a fraction. */
export function tooMany(
  seconds: number,
  scope: 'user' | 'shared' | 'global',
  headers: Readonly<Record<string, string>> = {},
): HttpAnswer {
  const global = scope === 'global'
  const body: JsonObject = { message: 'You are being rate limited.', retry_after: seconds, global }
  return {
    ...said({ status: 429, body }),
    headers: {
      ...headers,
      'retry-after': String(Math.max(1, Math.ceil(seconds))),
      'x-ratelimit-scope': scope,
      ...(global ? { 'x-ratelimit-global': 'true' } : {}),
    },
  }
}

/** Cloudflare’s 429 for an address that asked too much. */
export function shutOut(seconds: number): HttpAnswer {
  const headers = { 'retry-after': String(Math.ceil(seconds)) }
  return { ...said({ status: 429, body: 'error code: 1015' }), headers }
}

export function said({
  status,
  body,
}: {
  readonly status: number
  readonly body: unknown
}): HttpAnswer {
  return { kind: 'answer', status, headers: {}, body, delay: 0 }
}
