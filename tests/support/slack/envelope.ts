import type { JsonObject } from './json.ts'

/** Something that Slack sends to the app. */
export interface Envelope {
  readonly type: 'events_api' | 'interactive' | 'slash_commands'
  readonly payload: JsonObject
  /** How often it was sent before, and why again. */
  readonly attempt: number
  readonly reason: FailureReason | null
}

export type FailureReason = 'http_timeout' | 'http_error' | 'connection_failed' | 'timeout'

/** What became of one attempt. `body` is what the app answered with, null for a bare yes. */
export type Attempt =
  | { readonly ok: true; readonly body: unknown }
  | { readonly ok: false; readonly reason: FailureReason; readonly noRetry: boolean }

/** A way to the app. */
export interface Transport {
  send(envelope: Envelope): Promise<Attempt>
}

/** How long the app has to acknowledge, in ms. */
export const ACK_TIME = 3000
