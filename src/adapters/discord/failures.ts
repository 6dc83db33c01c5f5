import { z } from 'zod'
import type { Receipt } from '../../ports.ts'
import { ERRORS } from './errors.ts'
import type { Meaning } from './errors.ts'

/** What Discord, or the way to it, answered instead of doing it. */
export interface DiscordFailure {
  /** The HTTP status, when there was one. */
  readonly status?: number
  /** Discord's own number for it: 10003 for an unknown channel. */
  readonly code?: number
  /** Ms that Discord asks to wait. */
  readonly retryAfter?: number
  /** Whose limit it is: `user`, `shared`, `global`; `guard` for our own. */
  readonly scope?: string
}

/**
 * What was being done: `thread`: something new where the messages go; `card`: the card drawn anew; `post`: one
 * message changed, removed or reacted to; `place`: a new thread in a channel.
 */
export type Doing = 'place' | 'thread' | 'card' | 'post'

const REPLY_LATER = 5_000

/** The receipt for a failure. A change of a message that is not there any more is done. */
export function receiptFor(failure: DiscordFailure, doing: Doing): Receipt {
  const { status, code, retryAfter } = failure
  if (status === 429) return later('Discord asks to wait.', retryAfter ?? REPLY_LATER)
  const known = meaningOf(failure)
  if (!known) {
    if (status === undefined || status >= 500) return later('Discord did not answer.')
    return refused(`Discord refused it with ${code ? `code ${code}` : `status ${status}`}.`)
  }
  switch (known.kind) {
    case 'later':
      return later(known.sentence, retryAfter ?? known.after)
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

/** True when nobody knows whether Discord did it: look for its mark before a second try. */
export function mayHaveArrived({ status }: DiscordFailure): boolean {
  return status === undefined || status >= 500
}

/** True for what only a person can mend: a token that was reset, a permission that is missing. */
export function wantsAPerson(failure: DiscordFailure): boolean {
  return meaningOf(failure)?.kind === 'blocked'
}

/** What a failure means, where Discord said so. */
export function meaningOf({ status, code }: DiscordFailure): Meaning | null {
  const known = code === undefined ? undefined : ERRORS[code]
  if (known) return known
  if (status === 401) return TOKEN
  if (status === 403) return FORBIDDEN
  if (status === 413) return TOO_LARGE
  return null
}

const TOKEN: Meaning = {
  kind: 'blocked',
  sentence:
    'Discord does not take the bot’s token: set DISCORD_BOT_TOKEN anew and start Greenroom again.',
  loses: 'app',
}

const FORBIDDEN: Meaning = {
  kind: 'blocked',
  sentence: 'Discord does not let the bot do this: look at its role’s permissions.',
}

const TOO_LARGE: Meaning = { kind: 'refused', sentence: 'Discord finds it too large.' }

function missing(sentence: string, doing: Doing): Receipt {
  if (doing === 'post') return { ok: true, ref: '' }
  if (doing === 'place') return { ok: false, kind: 'blocked', reason: sentence }
  return { ok: false, kind: 'gone', reason: sentence }
}

function later(reason: string, after?: number): Receipt {
  return { ok: false, kind: 'retry', reason, ...(after === undefined ? {} : { after }) }
}

function refused(reason: string): Receipt {
  return { ok: false, kind: 'refused', reason }
}

// The library's errors by their fields: a copy of it elsewhere in the tree has other classes.
const refusal = z.looseObject({
  status: z.number(),
  code: z.union([z.number(), z.string()]).optional(),
})
const limited = z.looseObject({
  timeToReset: z.number(),
  retryAfter: z.number().catch(0),
  sublimitTimeout: z.number().catch(0),
  scope: z.string().catch('user'),
  global: z.boolean().catch(false),
})

const ON_THE_WAY =
  /^(?:E[A-Z]+|UND_ERR_[A-Z_]+|ABORT_ERR)$|^AbortError$|terminated|fetch failed|other side closed/

/** The failure that an error of the library stands for; null for anything else, which is a bug and is thrown on. */
export function readFailure(error: unknown): DiscordFailure | null {
  if (!(error instanceof Error)) return null
  const limit = limited.safeParse(error).data
  if (limit) {
    const retryAfter = Math.max(limit.timeToReset, limit.retryAfter, limit.sublimitTimeout)
    const scope = limit.global ? 'global' : limit.scope
    return { status: 429, scope, ...(retryAfter > 0 ? { retryAfter } : {}) }
  }
  const refused = refusal.safeParse(error).data
  if (refused) {
    const { status, code } = refused
    return { status, ...(typeof code === 'number' && code > 0 ? { code } : {}) }
  }
  const code = 'code' in error && typeof error.code === 'string' ? error.code : ''
  return [code, error.name, error.message].some((one) => ON_THE_WAY.test(one)) ? {} : null
}
