import { WebClient } from '@slack/web-api'
import type { Logger } from 'pino'
import { z } from 'zod'
import type { Clock, Receipt } from '../../ports.ts'
import type { OpenedFile } from '../file-intake.ts'
import type { Doing, SlackFailure } from './failures.ts'
import { readFailure, receiptFor, wantsAPerson } from './failures.ts'
import { APP } from '../chats/losses.ts'
import type { Losses } from './losses.ts'
import type { Rate } from './rates.ts'
import { createSchedule } from './schedule.ts'
import type { Rank } from './schedule.ts'
import { sendBytes } from './sending-bytes.ts'
import { silent } from './silent.ts'
import { isSlacks } from './slack-address.ts'

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
  /** Who asks: turned away and asking again, it keeps its place in the line. */
  readonly asker?: string
}

/** The one way by which calls go to Slack. It never retries: who asked knows what a second try would do. */
export interface Gateway {
  call(wanted: Wanted): Promise<Called>
  /** Ms that such a call would wait for its turn. */
  behind(method: string, channel: string): number
  /** Streams a file to the address that Slack gave for its bytes; the file is opened when its turn comes. */
  upload(address: string, open: () => Promise<OpenedFile | null>): Promise<Called>
  stop(): Promise<void>
}

export interface GatewayDeps {
  readonly token: string
  /** For tests alone: where Slack's methods are. */
  readonly apiUrl: string | null
  readonly clock: Clock
  readonly log: Logger
  readonly losses: Losses
  readonly rate?: (method: string) => Rate
}

/** The call that is made though nothing else would be: it says whether the app is let in again. */
export const PROBE = 'auth.test'
/** Methods that put something into a channel; a lost one can still be read. */
const SHOWS: ReadonlySet<string> = new Set(['chat.postMessage', 'chat.update'])
const TIMEOUT = 10_000
const WITHOUT_TIME = 30_000
const answer = z.record(z.string(), z.unknown())

export function createGateway({ token, apiUrl, clock, log, losses, rate }: GatewayDeps): Gateway {
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
      const data = answer.parse(await client.apiCall(method, args))
      losses.mended(APP)
      if (SHOWS.has(method)) losses.mended(channel)
      return { ok: true, data }
    } catch (error) {
      const failure = readFailure(error)
      if (!failure) throw error
      if (failure.status === 429) schedule.hold(method, channel, failure.retryAfter ?? WITHOUT_TIME)
      losses.failed(SHOWS.has(method) ? channel : '', failure)
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

  async function send(address: string, open: () => Promise<OpenedFile | null>): Promise<Called> {
    if (!isSlacks(address, apiUrl)) return { ok: false, failure: { error: 'not_slacks_address' } }
    const file = await open()
    if (!file) return { ok: false, failure: { error: 'not_kept' } }
    const failure = await sendBytes(address, file)
    return failure ? { ok: false, failure } : { ok: true, data: {} }
  }

  return {
    async upload(address, open) {
      const method = 'files.upload'
      const turn = await schedule.take({
        method,
        channel: '',
        rank: 'line',
        run: () => send(address, open),
      })
      return turn.ran ? turn.value : { ok: false, late: turn.after }
    },
    async call({ method, args, channel = '', rank = 'line', key, asker }) {
      const loss = method === PROBE ? null : losses.inTheWay(SHOWS.has(method) ? channel : '')
      if (loss) return { ok: false, failure: loss.failure }
      const turn = await schedule.take({
        method,
        channel,
        rank,
        ...(key === undefined ? {} : { key }),
        ...(asker === undefined ? {} : { asker }),
        run: () => run(method, args, channel),
      })
      return turn.ran ? turn.value : { ok: false, late: turn.after }
    },
    behind: (method, channel) => schedule.behind(method, channel),
    stop: () => schedule.stop(),
  }
}

/** The receipt of a call that did not work. */
export function receiptOf(called: Extract<Called, { ok: false }>, doing: Doing): Receipt {
  if ('failure' in called) return receiptFor(called.failure, doing)
  const reason = 'Slack is given its time.'
  return { ok: false, kind: 'retry', reason, after: called.late, untried: true }
}
