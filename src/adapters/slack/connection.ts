import type { Router } from 'express'

/**
 * Hears what Slack sends and gives back what is to be said in its acknowledgement; null for no more than that.
 * It is acknowledged when this resolves, and not when it throws: then Slack sends it again.
 */
export type Hear = (body: unknown) => Promise<Record<string, unknown> | null>

/** How Slack reaches Greenroom. */
export interface Connection {
  /** Resolves when the first try to connect has ended; what fails is tried again, and said in the log. */
  start(): Promise<void>
  /** Nothing is heard any more when it resolves. */
  stop(): Promise<void>
  /** For HTTP. */
  readonly routes?: Router
}
