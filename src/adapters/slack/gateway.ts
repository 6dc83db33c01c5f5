import { WebClient } from '@slack/web-api'
import type { Logger } from 'pino'
import { z } from 'zod'
import type { Clock, Receipt } from '../../ports.ts'
import type { Doing, SlackFailure } from './failures.ts'
import { readFailure, receiptFor, wantsAPerson } from './failures.ts'
import type { Rate } from './rates.ts'
import { createSchedule } from './schedule.ts'
import type { Rank } from './schedule.ts'
import { silent } from './silent.ts'

/** What Slack answered; or its failure; or that the call's turn would have come too late, and when to ask again (ms). */
export type Called =
  | { readonly ok: true; readonly data: Data }
  | { readonly ok: false; readonly failure: SlackFailure }
  | { readonly ok: false; readonly late: number }

type Data = Readonly<Record<string, unknown>>

export interface Wanted {
  readonly method: string
  readonly args: Record<string, unknown>
  /** Where it is for; empty for what is for no channel. */
  readonly channel?: string
  readonly rank?: Rank
  /** A call that still waits under the same key is replaced by this one. */
  readonly key?: string
}

/** The one way by which calls go to Slack. It never retries: who asked knows what a second try would do. */
export interface Gateway {
  call(wanted: Wanted): Promise<Called>
  stop(): Promise<void>
}

export interface GatewayDeps {
  readonly token: string
  /** For tests alone: where Slack's methods are. */
  readonly apiUrl: string | null
  readonly clock: Clock
  readonly log: Logger
  readonly rate?: (method: string) => Rate
}

const TIMEOUT = 10_000
const WITHOUT_TIME = 30_000
const answer = z.record(z.string(), z.unknown())

export function createGateway({ token, apiUrl, clock, log, rate }: GatewayDeps): Gateway {
  const client = new WebClient(token, {
    ...(apiUrl === null ? { allowAbsoluteUrls: false } : { slackApiUrl: apiUrl }),
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    timeout: TIMEOUT,
    logger: silent,
  })
  const wake = (ms: number, then: () => void) => {
    const timer = setTimeout(then, ms)
    return () => clearTimeout(timer)
  }
  const schedule = createSchedule({ clock, wake, ...(rate ? { rate } : {}) })
  const told = new Set<string>()

  async function run(method: string, args: Wanted['args'], channel: string): Promise<Called> {
    try {
      return { ok: true, data: answer.parse(await client.apiCall(method, args)) }
    } catch (error) {
      const failure = readFailure(error)
      if (!failure) throw error
      if (failure.status === 429) schedule.hold(method, channel, failure.retryAfter ?? WITHOUT_TIME)
      tellOnce(method, failure)
      return { ok: false, failure }
    }
  }

  /** What only a person can mend is logged once, not with each call. */
  function tellOnce(method: string, failure: SlackFailure): void {
    if (!wantsAPerson(failure) || told.has(failure.error ?? '')) return
    told.add(failure.error ?? '')
    const receipt = receiptFor(failure, 'thread')
    log.error({ method, error: failure.error }, receipt.ok ? 'Slack refused' : receipt.reason)
  }

  return {
    async call({ method, args, channel = '', rank = 'line', key }) {
      const turn = await schedule.take({
        method,
        channel,
        rank,
        ...(key === undefined ? {} : { key }),
        run: () => run(method, args, channel),
      })
      return turn.ran ? turn.value : { ok: false, late: turn.after }
    },
    stop: () => schedule.stop(),
  }
}

/** The receipt of a call that did not work. */
export function receiptOf(called: Extract<Called, { ok: false }>, doing: Doing): Receipt {
  if ('failure' in called) return receiptFor(called.failure, doing)
  return { ok: false, kind: 'retry', reason: 'Slack is given its time.', after: called.late }
}
