import type { Logger } from 'pino'
import type { Classification } from '../../conversation/labels.ts'
import type { Choices, Classifier, Clock } from '../../ports.ts'
import { ask } from './asking.ts'
import { createBreaker } from './breaker.ts'
import { createClient, OPENAI_URL } from './client.ts'
import { createDialect } from './dialect.ts'
import type { Failure } from './failures.ts'
import { isTheServices } from './failures.ts'
import { readLabels } from './reading.ts'

export interface OpenAiDeps {
  readonly apiKey: string
  /** Another service that speaks as OpenAI does; null for OpenAI itself. */
  readonly baseUrl: string | null
  readonly model: string
  readonly log: Logger
  readonly clock: Clock
  /** ms for one text, all tries together. */
  readonly budget?: number
  /** ms before a second try, where the service says nothing else. */
  readonly wait?: number
  /** How many texts are asked about at once; what comes beyond gets no answer. */
  readonly atOnce?: number
  /** After `most` failures in a row nothing is asked for `rest` ms. */
  readonly breaker?: { readonly most: number; readonly rest: number }
}

/**
 * Labels by OpenAI, or by a service that speaks like it. Answers within 2 s or not at all; what it gives back holds
 * no word of the model’s. Personal data is taken out of a text before it leaves.
 */
export function createOpenAi({
  apiKey,
  baseUrl,
  model,
  log,
  clock,
  budget = 2_000,
  wait = 200,
  atOnce = 8,
  breaker: limits = { most: 5, rest: 30_000 },
}: OpenAiDeps): Classifier {
  const dialect = createDialect(isOpenAis(baseUrl))
  const asking = { client: createClient(apiKey, baseUrl), model, dialect, clock, budget, wait }
  const breaker = createBreaker({ clock, ...limits })
  const stopping = new AbortController()
  const running = new Set<Promise<unknown>>()

  async function classify(text: string, choices: Choices): Promise<Classification | null> {
    if (stopping.signal.aborted || running.size >= atOnce || !breaker.enter()) return null
    const question = answered(text, choices)
    running.add(question)
    try {
      return await question
    } finally {
      running.delete(question)
    }
  }

  async function answered(text: string, choices: Choices): Promise<Classification | null> {
    const began = clock.now()
    const asked = await ask(asking, text, choices, stopping.signal)
    const ms = clock.now() - began
    if (!asked.ok) return failed(asked.failure, ms)
    breaker.left('well')
    const labels = asked.text === null ? null : readLabels(asked.text, choices)
    if (!labels) log.info({ kind: asked.text === null ? 'empty' : 'unreadable', ms }, SAYS_NOTHING)
    return labels
  }

  function failed(failure: Failure, ms: number): null {
    const { kind, status } = failure
    const opened = breaker.left(went(failure))
    if (kind !== 'stopped') log.warn({ kind, status, ms }, SAYS_NOTHING)
    if (opened) log.warn({ rest: limits.rest }, 'OpenAI is not asked for a while')
    return null
  }

  return {
    name: 'openai',
    atMost: 3,
    classify,
    async stop() {
      stopping.abort()
      await Promise.allSettled(running)
    },
  }
}

const SAYS_NOTHING = 'OpenAI said nothing of a conversation'

function isOpenAis(baseUrl: string | null): boolean {
  return baseUrl === null || new URL(baseUrl).origin === new URL(OPENAI_URL).origin
}

function went(failure: Failure) {
  if (failure.kind === 'stopped') return 'untold'
  return isTheServices(failure) ? 'badly' : 'well'
}
