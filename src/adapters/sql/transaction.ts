import type { CompiledQuery, Kysely, QueryResult, Transaction } from 'kysely'
import type { Tables } from './tables.ts'

/** A transaction as a job sees it. A job awaits nothing but this, and may be run a second time in another. */
export interface Tx {
  /** For queries that are built where they are used. */
  readonly db: Transaction<Tables>
  /** For prepared queries, without Kysely's way there: the hot path. */
  run<R>(query: CompiledQuery<R>): Promise<QueryResult<R>>
}

export type Job<T> = (tx: Tx) => Promise<T>

/** Commits when `work` resolves; takes back all of it when it throws. */
export function inTransaction(db: Kysely<Tables>, work: (tx: Tx) => Promise<void>): Promise<void> {
  return db.transaction().execute(async (transaction) => work(await openTx(transaction)))
}

async function openTx(db: Transaction<Tables>): Promise<Tx> {
  // The connection outlives this call: it is the transaction's until the transaction ends.
  const connection = await db.getExecutor().provideConnection((its) => Promise.resolve(its))
  return { db, run: (query) => connection.executeQuery(query) }
}
