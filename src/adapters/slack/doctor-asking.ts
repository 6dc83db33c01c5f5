import { WebClient } from '@slack/web-api'
import { z } from 'zod'
import { readFailure, receiptFor } from './failures.ts'
import type { SlackFailure } from './failures.ts'
import { pause } from '../chats/pause.ts'
import { silent } from './silent.ts'

/** What Slack answered, or its own word for why not (empty when it did not answer) with a sentence. */
export type Answer =
  | { readonly ok: true; readonly data: Readonly<Record<string, unknown>> }
  | { readonly ok: false; readonly error: string; readonly sentence: string }

export type Unanswered = Extract<Answer, { ok: false }>

/** Asks one thing of Slack; it takes a minute at the most. */
export type Ask = (method: string, args?: Record<string, unknown>) => Promise<Answer>

const TIMEOUT = 10_000
const WITHOUT_TIME = 10_000
const LONGEST_WAIT = 40_000
const answer = z.record(z.string(), z.unknown())

/** A way to ask Slack with this token. Asked to wait, it waits once. `apiUrl`: for tests alone, another Slack. */
export function asking(token: string, apiUrl: string | null): Ask {
  const client = new WebClient(token, {
    ...(apiUrl === null ? { allowAbsoluteUrls: false } : { slackApiUrl: apiUrl }),
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    timeout: TIMEOUT,
    logger: silent,
  })

  async function once(method: string, args: Record<string, unknown>): Promise<Answer | number> {
    try {
      return { ok: true, data: answer.parse(await client.apiCall(method, args)) }
    } catch (error) {
      const failure = readFailure(error)
      if (!failure) throw error
      if (failure.status === 429) return failure.retryAfter ?? WITHOUT_TIME
      return { ok: false, error: failure.error ?? '', sentence: sentenceOf(failure) }
    }
  }

  return async (method, args = {}) => {
    const first = await once(method, args)
    if (typeof first !== 'number') return first
    await pause(Math.min(LONGEST_WAIT, first), new AbortController().signal)
    const second = await once(method, args)
    return typeof second === 'number' ? TOO_BUSY : second
  }
}

/** What is to be done about an answer that is none, where there is nothing special to it. */
export function mendAsking({ error }: Unanswered): string {
  if (error === '') return 'See whether this machine reaches https://slack.com, and look again.'
  if (error === 'missing_scope') return 'Give the app its permissions first, as said above.'
  return 'Look again in a minute; if it stays so, install the app again from slack/manifest.yaml.'
}

const TOO_BUSY: Answer = {
  ok: false,
  error: 'ratelimited',
  sentence: 'Slack asks to wait: look again in a minute.',
}

function sentenceOf(failure: SlackFailure): string {
  const receipt = receiptFor(failure, 'place')
  return receipt.ok ? 'Slack says that it is so already.' : receipt.reason
}
