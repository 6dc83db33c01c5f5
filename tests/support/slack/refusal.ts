import type { JsonObject } from './json.ts'

/** Slack says no: becomes `{ok: false, error}`. Thrown by whatever notices it first. */
export class Refusal extends Error {
  readonly more: JsonObject

  constructor(error: string, more: JsonObject = {}) {
    super(error)
    this.name = 'Refusal'
    this.more = more
  }
}

/** Refuses with the sentences that Slack puts under `response_metadata.messages`. */
export function refuseWith(error: string, sentences: readonly string[]): Refusal {
  return new Refusal(error, {
    errors: sentences,
    response_metadata: { messages: sentences.map((sentence) => `[ERROR] ${sentence}`) },
  })
}
