import { z } from 'zod'
import type { Receipt } from '../../ports.ts'
import { ERRORS } from './errors.ts'

/** What Slack, or the way to it, answered instead of ok. */
export interface SlackFailure {
  /** Slack's own word for it: `channel_not_found`. */
  readonly error?: string
  /** The HTTP status, when there was one. */
  readonly status?: number
  /** Ms that Slack asks to wait. */
  readonly retryAfter?: number
}

/**
 * What was being done: `thread`: something new in it; `card`: its first message drawn anew; `post`: one
 * message changed, removed or reacted to; `place`: a new thread in a channel.
 */
export type Doing = 'place' | 'thread' | 'card' | 'post'

const REPLY_LATER = 30_000
const AFTER_OVERLOAD = 60_000

/** The receipt for a failure. A change of a message that is not there any more is done. */
export function receiptFor(failure: SlackFailure, doing: Doing): Receipt {
  const { error, status } = failure
  if (error === undefined) return withoutWord(failure)
  const known = ERRORS[error]
  if (!known) return isServersFault(status) ? unanswered() : refused(`Slack refused it: ${error}.`)
  switch (known.kind) {
    case 'busy':
      return later(known.sentence, failure.retryAfter ?? AFTER_OVERLOAD)
    case 'later':
      return later(known.sentence, failure.retryAfter)
    case 'missing':
      return missing(known.sentence, doing)
    case 'done':
      return { ok: true, ref: '' }
    case 'refused':
      return refused(known.sentence)
    case 'blocked':
      return { ok: false, kind: 'blocked', reason: known.sentence }
  }
}

/** True when nobody knows whether Slack did it: look for its mark in the thread before a second try. */
export function mayHaveArrived({ error, status }: SlackFailure): boolean {
  if (error !== undefined) return ERRORS[error]?.mayHaveArrived === true
  return status !== 429 && (status === undefined || status >= 500 || status < 400)
}

/** True for what only a person can mend: a token that was revoked, a scope that is missing. */
export function wantsAPerson({ error }: SlackFailure): boolean {
  return error !== undefined && ERRORS[error]?.kind === 'blocked'
}

function withoutWord({ status, retryAfter }: SlackFailure): Receipt {
  if (status === 429) return later('Slack asks to wait.', retryAfter ?? REPLY_LATER)
  if (status === undefined || isServersFault(status)) return unanswered()
  return refused(`Slack refused it with status ${status}.`)
}

function missing(sentence: string, doing: Doing): Receipt {
  if (doing === 'post') return { ok: true, ref: '' }
  if (doing === 'place') return refused(sentence)
  return { ok: false, kind: 'gone', reason: sentence }
}

function unanswered(): Receipt {
  return later('Slack did not answer.')
}

function isServersFault(status: number | undefined): boolean {
  return status !== undefined && status >= 500
}

function later(reason: string, after?: number): Receipt {
  return { ok: false, kind: 'retry', reason, ...(after === undefined ? {} : { after }) }
}

function refused(reason: string): Receipt {
  return { ok: false, kind: 'refused', reason }
}

// The SDK's errors by their fields: a copy of the SDK elsewhere in the tree has other classes.
const thrown = z.looseObject({
  code: z.string(),
  data: z.looseObject({ error: z.string() }).optional().catch(undefined),
  statusCode: z.number().optional().catch(undefined),
  retryAfter: z.number().optional().catch(undefined),
})

const PLATFORM = 'slack_webapi_platform_error'
const HTTP = 'slack_webapi_http_error'
const LIMITED = 'slack_webapi_rate_limited_error'
const REQUEST = 'slack_webapi_request_error'

/** The failure that an error of Slack's client stands for; null for anything else, which is a bug and is thrown on. */
export function readFailure(error: unknown): SlackFailure | null {
  if (!(error instanceof Error)) return null
  const read = thrown.safeParse(error).data
  if (!read) return isLimitWithoutTime(error) ? { status: 429 } : null
  switch (read.code) {
    case PLATFORM:
      return { error: read.data?.error ?? 'unknown_error' }
    case HTTP:
      return { status: read.statusCode ?? 500 }
    case LIMITED:
      return { status: 429, retryAfter: (read.retryAfter ?? 0) * 1_000 }
    case REQUEST:
      return {}
    default:
      return null
  }
}

// A 429 that does not say how long is thrown by the client as a plain error.
function isLimitWithoutTime({ message }: Error): boolean {
  return /retry header did not contain a valid timeout/i.test(message)
}
