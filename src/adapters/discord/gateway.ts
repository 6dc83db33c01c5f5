import { REST, RESTEvents, Routes } from 'discord.js'
import type { RequestMethod } from 'discord.js'
import type { Logger } from 'pino'
import type { Clock, Receipt } from '../../ports.ts'
import { pause } from '../chats/pause.ts'
import { channelOf, keyOf, needsNoToken, shows } from './calls.ts'
import type { Wanted } from './calls.ts'
import type { DiscordFailure, Doing } from './failures.ts'
import { readFailure, receiptFor, wantsAPerson } from './failures.ts'
import { guardAgainstBan } from './guard.ts'
import type { Losses } from './losses.ts'
import { refusalsBy } from './refusals.ts'

export type { Wanted } from './calls.ts'

/** What Discord answered, or its failure. */
export type Called =
  | { readonly ok: true; readonly data: unknown }
  | { readonly ok: false; readonly failure: DiscordFailure }

/** The one way by which calls go to Discord. It never retries: who asked knows what a second try would do. */
export interface Gateway {
  call(wanted: Wanted): Promise<Called>
  /** Something changed in the server, or for this channel alone: what was refused may go through now. */
  mayBeMended(channel?: string): void
  /** Gives what is under way a moment to end. */
  stop(): Promise<void>
}

interface Deps {
  readonly token: string
  /** For tests alone: where Discord's methods are. */
  readonly apiUrl: string | null
  /** How many times faster than Discord the other one goes. */
  readonly pace: number
  readonly clock: Clock
  readonly log: Logger
  readonly losses: Losses
  /** Ms that an answer may take. */
  readonly timeout?: number
}

/** Ms that a call may wait in the library's queue for its turn; whoever has to wait longer asks again. */
const LONGEST_WAIT = 5_000
const TIMEOUT = 10_000
const GOODBYE = 2_000
/** Discord takes 50; the library beside us makes some of them. */
const CALLS_A_SECOND = 45
/** Ms by which the library waits longer than Discord says. */
const OFFSET = 50

const UNKNOWN_CHANNEL = 10003
/** No server, no access, no permission, no messages wanted: so it will be for the next one too. */
const REMEMBERED: ReadonlySet<number | undefined> = new Set([10004, 50001, 50013, 50007])

export function createGateway(deps: Deps): Gateway {
  const { token, apiUrl, pace, clock, log, losses } = deps
  const guard = guardAgainstBan(clock)
  const refusals = refusalsBy(clock)
  const rest = new REST({
    version: '10',
    ...(apiUrl === null ? {} : { api: apiUrl }),
    retries: 0,
    timeout: deps.timeout ?? TIMEOUT,
    globalRequestsPerSecond: CALLS_A_SECOND * pace,
    offset: OFFSET / pace,
    // A limit without a time would be asked again at once, and for ever.
    rejectOnRateLimit: ({ timeToReset, retryAfter, sublimitTimeout }) =>
      retryAfter <= 0 || Math.max(timeToReset, retryAfter, sublimitTimeout) > LONGEST_WAIT,
  }).setToken(token)
  rest.on(RESTEvents.Response, (_, { status, headers }) =>
    guard.answered(status, headers.get('x-ratelimit-scope')),
  )
  const ending = new AbortController()
  const under = new Set<Promise<Called>>()
  const told = new Set<number>()
  let stopped = false

  async function run(wanted: Wanted): Promise<Called> {
    const { method, route, body, query, files, reason } = wanted
    const isOpen = needsNoToken(route)
    try {
      const data = await rest.request({
        method: method as RequestMethod, // the same words
        fullRoute: route,
        body,
        ...(query ? { query } : {}),
        ...(files ? { files: [...files] } : {}),
        ...(reason === undefined ? {} : { reason }),
        ...(isOpen ? { auth: false } : {}),
        signal: ending.signal,
      })
      refusals.worked(keyOf(wanted))
      if (shows(wanted)) losses.mended(channelOf(wanted))
      return { ok: true, data }
    } catch (error) {
      const failure = readFailure(error)
      if (!failure) throw error
      if (!isOpen) failed(wanted, failure)
      return { ok: false, failure }
    }
  }

  function failed(wanted: Wanted, failure: DiscordFailure): void {
    const channel = channelOf(wanted)
    if (failure.code === UNKNOWN_CHANNEL && channel !== '') {
      refusals.failed(channel, failure)
      losses.mended(channel)
    }
    if (REMEMBERED.has(failure.code)) refusals.failed(keyOf(wanted), failure)
    losses.failed(shows(wanted) ? channel : '', failure)
    const what = failure.code ?? failure.status ?? 0
    if (!wantsAPerson(failure) || told.has(what)) return
    // What only a person can mend is logged once, not with each call.
    told.add(what)
    const receipt = receiptFor(failure, 'thread')
    log.error({ ...failure }, receipt.ok ? 'Discord refused' : receipt.reason)
  }

  /** Why a call is not made at all, or null. */
  function inTheWay(wanted: Wanted): DiscordFailure | null {
    if (stopped) return {}
    const wait = guard.wait()
    if (wait > 0) return { status: 429, retryAfter: wait, scope: 'guard' }
    if (needsNoToken(wanted.route)) return null
    const channel = channelOf(wanted)
    const loss = losses.inTheWay(shows(wanted) ? channel : '')
    return loss?.failure ?? refusals.of(channel) ?? refusals.of(keyOf(wanted))
  }

  return {
    async call(wanted) {
      const failure = inTheWay(wanted)
      if (failure) return { ok: false, failure }
      const mine = run(wanted)
      under.add(mine)
      try {
        return await mine
      } finally {
        under.delete(mine)
      }
    },
    mayBeMended(channel) {
      if (channel !== undefined)
        return refusals.worked(
          keyOf({ method: 'POST', route: Routes.channelMessages(channel), channel }),
        )
      refusals.mayBeMended()
      losses.mayBeMended()
    },
    async stop() {
      stopped = true
      const done = new AbortController()
      await Promise.race([Promise.allSettled(under), pause(GOODBYE, done.signal)])
      done.abort()
      ending.abort()
      rest.clearHashSweeper()
      rest.clearHandlerSweeper()
    },
  }
}

/** The receipt of a call that did not work. */
export function receiptOf(called: Extract<Called, { ok: false }>, doing: Doing): Receipt {
  return receiptFor(called.failure, doing)
}
