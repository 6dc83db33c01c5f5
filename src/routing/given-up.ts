import type { MessageId } from '../conversation/ids.ts'
import type { Audit, Clock, OutboxRow, Store } from '../ports.ts'
import { isEcho } from './lanes.ts'
import type { Router } from './router.ts'

export interface GivenUpDeps {
  readonly router: Router
  readonly store: Store
  readonly audit: Audit
  readonly clock: Clock
}

/**
 * Makes sure that someone learns of a delivery that was given up: for what was meant for a visitor the
 * thread says so, beside the message, with Retry; everything is in the audit trail.
 */
export async function tellGivenUp(
  deps: GivenUpDeps,
  row: OutboxRow,
  reason: string,
): Promise<void> {
  const failure = failureOf(row, reason)
  if (failure) await markFailed(deps, row, failure)
  await deps.audit.note({
    at: deps.clock.now(),
    by: { kind: 'system' },
    what: `gave up: ${row.job.do} to ${row.target}`,
    conversation: row.conversation,
    result: 'refused',
    detail: reason,
  })
}

interface Failure {
  readonly message: MessageId
  readonly reason: string
}

function failureOf(row: OutboxRow, reason: string): Failure | null {
  if (row.target !== 'visitor' || isEcho(row)) return null
  switch (row.job.do) {
    case 'send':
      return { message: row.job.message, reason }
    case 'edit':
      return 'message' in row.job
        ? { message: row.job.message, reason: `The edit was not taken. ${reason}` }
        : null
    case 'remove':
      return { message: row.job.message, reason: `The visitor still sees it. ${reason}` }
    default:
      return null
  }
}

async function markFailed(deps: GivenUpDeps, row: OutboxRow, failure: Failure): Promise<void> {
  const target = await deps.store.message(failure.message)
  if (!target) return
  const answer = await deps.router.fulfil({
    key: row.conversation,
    by: { kind: 'system' },
    load: () => deps.store.load(row.conversation),
    action: async () => ({
      type: 'fail',
      target: (await deps.store.message(failure.message)) ?? target,
      reason: failure.reason,
    }),
    source: { door: 'outbox', id: `${row.id}:${row.attempts}` },
  })
  if (!answer.ok)
    throw new Error(`A failed delivery could not be recorded: ${answer.refusal.sentence}`)
}
