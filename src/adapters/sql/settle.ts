import { type Kysely, sql } from 'kysely'
import type { Clock, OutboxRow, Settlement } from '../../ports.ts'
import type { GroupCommit } from './group-commit.ts'
import { prepare } from './prepared.ts'
import type { Tables } from './tables.ts'
import type { Tx } from './transaction.ts'

/**
 * Settles outbox rows without hurry: they ride along with the next save. What is settled but not yet
 * committed is remembered, so that nobody who reads the lane meanwhile sends it twice.
 */
export function settler(db: Kysely<Tables>, commits: GroupCommit, clock: Clock) {
  const queries = settleQueries(db)
  const underway = new Map<number, Settlement>()

  function write(tx: Tx, settlement: Settlement) {
    const { row } = settlement
    if (settlement.as === 'done') return tx.run(queries.done({ row }))
    const { kind, reason } = settlement
    if (settlement.as !== 'dead') {
      const tries = triesOf(settlement)
      return tx.run(queries.later({ row, kind, reason, tries, at: settlement.at }))
    }
    return tx.run(queries.dead({ row, kind, reason, now: clock.now() }))
  }

  return {
    async settle(settlements: readonly Settlement[]): Promise<void> {
      if (settlements.length === 0) return
      for (const it of settlements) underway.set(it.row, it)
      try {
        await commits.writeSoon(async (tx) => {
          for (const it of settlements) await write(tx, it)
        })
      } finally {
        for (const it of settlements) if (underway.get(it.row) === it) underway.delete(it.row)
      }
    },
    /** Reads rows as they will be when all that is underway now is committed. */
    async asSettled(read: Read, limit: number): Promise<OutboxRow[]> {
      if (underway.size === 0) return read(limit)
      // Some of it may be committed before the rows are read: kept here, so that it holds for those too.
      const settled = new Map(underway)
      const rows = await read(limit + settled.size)
      return rows.flatMap((row) => afterwards(row, settled.get(row.id))).slice(0, limit)
    },
  }
}

type Read = (limit: number) => Promise<OutboxRow[]>

function afterwards(row: OutboxRow, settlement: Settlement | undefined): OutboxRow[] {
  if (!settlement) return [row]
  if (settlement.as === 'done' || settlement.as === 'dead') return []
  const committed = row.notBefore === settlement.at
  if (committed) return [row]
  return [{ ...row, notBefore: settlement.at, attempts: row.attempts + triesOf(settlement) }]
}

function triesOf({ as }: Settlement): number {
  return as === 'wait' ? 0 : 1
}

function settleQueries(db: Kysely<Tables>) {
  const waiting = sql.lit<'waiting'>('waiting')
  return {
    done: prepare((its: { row: number }) =>
      db.deleteFrom('outbox').where('id', '=', its.row).where('state', '=', waiting),
    ),
    later: prepare(
      (its: { row: number; at: number; tries: number; kind: string; reason: string }) =>
        db
          .updateTable('outbox')
          .set((column) => ({
            not_before: its.at,
            attempts: column('attempts', '+', its.tries),
            kind: its.kind,
            reason: its.reason,
          }))
          .where('id', '=', its.row)
          .where('state', '=', waiting),
    ),
    dead: prepare((its: { row: number; kind: string; reason: string; now: number }) =>
      db
        .updateTable('outbox')
        .set((column) => ({
          state: 'dead',
          attempts: column('attempts', '+', 1),
          kind: its.kind,
          reason: its.reason,
          died_at: its.now,
        }))
        .where('id', '=', its.row)
        .where('state', '=', waiting),
    ),
  }
}
