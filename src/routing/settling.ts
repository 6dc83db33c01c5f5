import type { Logger } from 'pino'
import type { Clock, OutboxRow, Receipt, Settlement } from '../ports.ts'
import { pauseWithoutTry, waitBeforeRetry } from './backoff.ts'

export interface SettlingDeps {
  readonly clock: Clock
  readonly log: Logger
  /** Records, durably, that a row is given up, before it leaves its lane. */
  givenUp(row: OutboxRow, reason: string): Promise<void>
  /** Told of each row that went out, with the ms it took since its decision. */
  delivered?(row: OutboxRow, ms: number): void
}

/** What becomes of a row by its receipt: whoever is to hear of that has been told when it resolves. */
export async function settle(
  deps: SettlingDeps,
  row: OutboxRow,
  receipt: Receipt,
): Promise<Settlement> {
  const now = deps.clock.now()
  const age = now - row.createdAt
  if (receipt.ok) {
    deps.delivered?.(row, age)
    return { row: row.id, as: 'done' }
  }
  const { kind, reason } = receipt
  const failed = { row: row.id, kind, reason }
  const pause = pauseWithoutTry(receipt, age)
  if (pause !== null) return { ...failed, as: 'wait', at: now + pause }
  const attempt = row.attempts + 1
  const wait = waitBeforeRetry(receipt, attempt, Math.random())
  const about = { row: row.id, conversation: row.conversation, target: row.target, kind }
  if (wait !== null) {
    deps.log.warn({ ...about, attempt, wait }, 'not delivered yet')
    return { ...failed, as: 'retry', at: now + wait }
  }
  deps.log.error(about, 'given up')
  await deps.givenUp(row, reason)
  return { ...failed, as: 'dead' }
}
