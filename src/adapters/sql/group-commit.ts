import { CompiledQuery, type Kysely } from 'kysely'
import type { Tables } from './tables.ts'
import { type Job, type Tx, inTransaction } from './transaction.ts'

export interface GroupCommit {
  /**
   * Runs the job in a transaction that it shares with all that waits, and resolves after COMMIT.
   * A job that throws is undone alone. Rejects at once when too many wait.
   */
  write<T>(job: Job<T>): Promise<T>
  /** The same, for what nobody waits for: it rides along with others, or goes after a few ms. */
  writeSoon<T>(job: Job<T>): Promise<T>
  /** Takes no more, and resolves when all that was taken is settled. */
  close(): Promise<void>
}

interface Waiting {
  attempt(tx: Tx): Promise<void>
  committed(): void
  failed(reason: unknown): void
}

export interface Limits {
  /** Jobs that may wait. */
  readonly waiting: number
  /** Jobs in one transaction; more would hold up the event loop. */
  readonly together: number
  /** How long a `writeSoon` waits for company, ms. */
  readonly soon: number
}

const LIMITS: Limits = { waiting: 10_000, together: 128, soon: 4 }

/** Makes one fsync do for all that is queued within one turn of the event loop. */
export function groupCommit(
  db: Kysely<Tables>,
  onCommit: (jobs: number) => void,
  limits: Limits = LIMITS,
): GroupCommit {
  const queue: Waiting[] = []
  let closed = false
  let committing = false
  let now: NodeJS.Immediate | undefined
  let soon: NodeJS.Timeout | undefined
  let settled = Promise.withResolvers<void>()

  function enqueue<T>(job: Job<T>, schedule: () => void): Promise<T> {
    if (closed) return Promise.reject(new Error('The database is closed.'))
    if (queue.length >= limits.waiting) return Promise.reject(tooMany(queue.length))
    const promised = Promise.withResolvers<T>()
    let outcome: { value: T } | undefined
    queue.push({
      attempt: async (tx) => void (outcome = { value: await job(tx) }),
      committed: () => outcome && promised.resolve(outcome.value),
      failed: promised.reject,
    })
    schedule()
    return promised.promise
  }

  function scheduleNow() {
    if (!committing) now ??= setImmediate(() => void commitNext())
  }

  function scheduleSoon() {
    soon ??= setTimeout(scheduleNow, limits.soon)
  }

  async function commitNext() {
    clearTimeout(soon)
    soon = now = undefined
    committing = true
    const batch = queue.splice(0, limits.together)
    await commitTogether(db, batch)
    committing = false
    onCommit(batch.length)
    if (queue.length > 0) scheduleNow()
    else settled.resolve()
  }

  return {
    write: (job) => enqueue(job, scheduleNow),
    writeSoon: (job) => enqueue(job, scheduleSoon),
    async close() {
      closed = true
      if (queue.length === 0 && !committing) return
      settled = Promise.withResolvers()
      scheduleNow()
      await settled.promise
    },
  }
}

/** Never rejects: each job hears for itself. */
async function commitTogether(db: Kysely<Tables>, batch: readonly Waiting[]) {
  try {
    await inTransaction(db, async (tx) => {
      for (const job of batch) await job.attempt(tx)
    })
    for (const job of batch) job.committed()
  } catch {
    await commitApart(db, batch)
  }
}

/** Once more, when one of them failed, so that it alone does: savepoints for all cost each save a tenth. */
async function commitApart(db: Kysely<Tables>, batch: readonly Waiting[]) {
  const refused = new Map<Waiting, unknown>()
  try {
    await inTransaction(db, async (tx) => {
      for (const job of batch) await attemptAlone(tx, job, refused)
    })
  } catch (reason) {
    for (const job of batch) job.failed(reason)
    return
  }
  for (const job of batch) {
    if (refused.has(job)) job.failed(refused.get(job))
    else job.committed()
  }
}

const SAVEPOINT = CompiledQuery.raw('savepoint job')
const UNDO = CompiledQuery.raw('rollback to savepoint job')
const KEEP = CompiledQuery.raw('release savepoint job')

async function attemptAlone(tx: Tx, job: Waiting, refused: Map<Waiting, unknown>) {
  await tx.run(SAVEPOINT)
  try {
    await job.attempt(tx)
  } catch (reason) {
    refused.set(job, reason)
    await tx.run(UNDO)
  }
  await tx.run(KEEP)
}

function tooMany(waiting: number): Error {
  const error = new Error(`The store is behind: ${waiting} writes wait. Try again in a moment.`)
  error.name = 'StoreBehind'
  return error
}
