import { setTimeout as pause } from 'node:timers/promises'
import type OpenAI from 'openai'
import { z } from 'zod'
import type { Choices, Clock } from '../../ports.ts'
import type { Dialect } from './dialect.ts'
import type { Failure } from './failures.ts'
import { failureOf, GARBLED, passes, SLOW, STOPPED } from './failures.ts'
import { promptFor } from './prompt.ts'
import { answerSchema } from './schema.ts'

export type Asked =
  | { readonly ok: true; readonly text: string | null }
  | { readonly ok: false; readonly failure: Failure }

interface Asking {
  readonly client: OpenAI
  readonly model: string
  readonly dialect: Dialect
  readonly clock: Clock
  /** ms for all tries together. */
  readonly budget: number
  /** ms between two tries, where the service says nothing else. */
  readonly wait: number
}

/**
 * Asks what a text is about, and once more when that may help. Null for an answer without text, as of a model
 * that refuses. Resolves within the budget, or when `stopping` says so.
 */
export async function ask(
  asking: Asking,
  text: string,
  choices: Choices,
  stopping: AbortSignal,
): Promise<Asked> {
  const end = performance.now() + asking.budget
  const late = AbortSignal.timeout(asking.budget)
  const signal = AbortSignal.any([late, stopping])
  const given = () => ({ ok: false, failure: stopping.aborted ? STOPPED : SLOW }) as const

  for (let tries = 2; ;) {
    const asked = await tryOnce(asking, text, choices, signal)
    if (asked.ok) return asked
    if (signal.aborted) return given()
    const { failure } = asked
    if (failure.kind === 'unwanted' && asking.dialect.adapt(failure.complaint)) continue
    tries -= 1
    const wait = failure.after ?? asking.wait
    if (tries === 0 || !passes(failure) || performance.now() + wait >= end) return asked
    if (!(await waited(wait, signal))) return given()
  }
}

async function tryOnce(
  { client, model, dialect, clock, budget }: Asking,
  text: string,
  choices: Choices,
  signal: AbortSignal,
): Promise<Asked> {
  const { system, data } = promptFor(text, choices)
  try {
    const response = await client.chat.completions
      .create(
        {
          model,
          messages: [
            { role: 'system', content: system },
            { role: 'user', content: data },
          ],
          ...dialect.options(answerSchema(choices)),
        },
        { signal, timeout: budget },
      )
      .asResponse()
    return textIn(await response.text())
  } catch (error) {
    return { ok: false, failure: failureOf(error, clock.now()) }
  }
}

const answer = z.object({
  choices: z
    .array(
      z.object({
        message: z.object({
          content: z.union([z.string(), z.array(z.object({ text: z.string() }))]).nullish(),
        }),
      }),
    )
    .min(1),
})

/** The text of the first choice; whatever type of content the service says that it is. */
function textIn(body: string): Asked {
  const { data } = answer.safeParse(parsed(body))
  if (!data) return { ok: false, failure: GARBLED }
  const content = data.choices[0]?.message.content ?? null
  return { ok: true, text: Array.isArray(content) ? joined(content) : content }
}

function joined(parts: readonly { readonly text: string }[]): string {
  return parts.map(({ text }) => text).join('')
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body)
  } catch {
    return null
  }
}

/** False when the signal came first. */
async function waited(ms: number, signal: AbortSignal): Promise<boolean> {
  try {
    await pause(ms, undefined, { signal })
    return true
  } catch {
    return false
  }
}
