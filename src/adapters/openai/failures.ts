import { APIConnectionTimeoutError, APIError } from 'openai'

/**
 * Why no answer came. `slow`: not within the time. `unreachable`: no connection, or it broke. `limited`: too many
 * questions. `broken`: the service failed. `denied`: the key or the model is not taken. `unwanted`: this question
 * is not taken. `garbled`: what came is no answer of such a service. `stopped`: we gave it up ourselves.
 */
export type FailureKind =
  'slow' | 'unreachable' | 'limited' | 'broken' | 'denied' | 'unwanted' | 'garbled' | 'stopped'

export interface Failure {
  readonly kind: FailureKind
  readonly status: number | null
  /** How many ms the service wants to be left alone, where it says so. */
  readonly after: number | null
  /** What the service says is wrong with the question: for the program alone, as it may repeat what was asked. */
  readonly complaint: string
}

const NONE = { status: null, after: null, complaint: '' }

/** What an error of the way to the service means. `now` is epoch ms. */
export function failureOf(error: unknown, now: number): Failure {
  if (error instanceof APIConnectionTimeoutError) return SLOW
  if (!isApiError(error) || error.status === undefined) return UNREACHABLE
  const { status, headers, param, message } = error
  return {
    kind: kindOf(status),
    status,
    after: headers ? afterIn(headers, now) : null,
    complaint: param ?? message,
  }
}

/** An answer that is none. */
export const GARBLED: Failure = { ...NONE, kind: 'garbled' }
export const SLOW: Failure = { ...NONE, kind: 'slow' }
const UNREACHABLE: Failure = { ...NONE, kind: 'unreachable' }
export const STOPPED: Failure = { ...NONE, kind: 'stopped' }

/** Whether a second try may fare better. */
export function passes({ kind }: Failure): boolean {
  return kind === 'limited' || kind === 'broken' || kind === 'unreachable'
}

/**
 * Whether it says something about the service. What is wrong with one question says nothing, for a visitor could
 * write such words on purpose, and take the service away from everybody.
 */
export function isTheServices({ kind }: Failure): boolean {
  return kind !== 'unwanted' && kind !== 'stopped'
}

/** Without a status it is one of the connection. */
function isApiError(error: unknown): error is APIError {
  return error instanceof APIError
}

function kindOf(status: number): FailureKind {
  if (status === 429) return 'limited'
  if (status === 408 || status === 409 || status >= 500) return 'broken'
  // Not 403: some services say so of what a visitor wrote.
  if (status === 401 || status === 404) return 'denied'
  return status >= 400 ? 'unwanted' : 'garbled'
}

function afterIn(headers: Headers, now: number): number | null {
  const ms = Number(headers.get('retry-after-ms') ?? NaN)
  if (ms >= 0) return ms
  const said = headers.get('retry-after')
  if (said === null) return null
  const seconds = Number(said)
  if (seconds >= 0) return seconds * 1000
  const until = Date.parse(said)
  return Number.isNaN(until) ? null : Math.max(0, until - now)
}
