import { REST } from 'discord.js'
import type { RequestMethod } from 'discord.js'
import { pause } from '../chats/pause.ts'
import { readFailure, receiptFor } from './failures.ts'
import type { DiscordFailure } from './failures.ts'

/** What Discord answered; or its failure, with a sentence. */
export type Answer =
  | { readonly ok: true; readonly data: unknown }
  | { readonly ok: false; readonly failure: DiscordFailure; readonly sentence: string }

export type Unanswered = Extract<Answer, { ok: false }>

/** Asks one thing of Discord; it takes a minute at the most. */
export type Ask = (
  method: 'GET' | 'POST' | 'PATCH' | 'DELETE',
  route: `/${string}`,
  body?: unknown,
) => Promise<Answer>

const TIMEOUT = 10_000
const LONGEST_WAIT = 40_000
const WITHOUT_TIME = 5_000

/** A way to ask Discord with this token. Asked to wait, it waits once. `apiUrl`: for tests alone, another Discord. */
export function asking(token: string, apiUrl: string | null): Ask {
  const rest = new REST({
    version: '10',
    ...(apiUrl === null ? {} : { api: apiUrl }),
    retries: 0,
    timeout: TIMEOUT,
    rejectOnRateLimit: () => true,
    // Nothing is to keep the process alive when all is said.
    hashSweepInterval: 0,
    handlerSweepInterval: 0,
  }).setToken(token)

  async function once(...[method, route, body]: Parameters<Ask>): Promise<Answer> {
    try {
      const data = await rest.request({
        method: method as RequestMethod, // the same words
        fullRoute: route,
        ...(body === undefined ? {} : { body }),
      })
      return { ok: true, data }
    } catch (error) {
      const failure = readFailure(error)
      if (!failure) throw error
      return { ok: false, failure, sentence: sentenceOf(failure) }
    }
  }

  return async (...given) => {
    const first = await once(...given)
    if (first.ok || first.failure.status !== 429) return first
    const wait = first.failure.retryAfter ?? WITHOUT_TIME
    await pause(Math.min(LONGEST_WAIT, wait), new AbortController().signal)
    return once(...given)
  }
}

/** What is to be done about an answer that is none, where there is nothing special to it. */
export function mendAsking({ failure }: Unanswered): string {
  const isSilence = failure.status === undefined || failure.status >= 500
  return isSilence
    ? 'See whether this machine reaches https://discord.com, and look again.'
    : 'Mend that, and look again.'
}

function sentenceOf(failure: DiscordFailure): string {
  const receipt = receiptFor(failure, 'place')
  return receipt.ok ? 'Discord says that it is so already.' : receipt.reason
}
