import type { Kysely } from 'kysely'
import type { Timer } from '../../ports.ts'
import type { GroupCommit } from './group-commit.ts'
import { prepare } from './prepared.ts'
import type { Tables } from './tables.ts'

/** Reads what is due. A timer stays until a save moves or clears it, so one that was read is not lost. */
export function timerReader(db: Kysely<Tables>) {
  const dueAt = prepare((its: { now: number; limit: number }) =>
    db
      .selectFrom('timers')
      .select(['conversation', 'kind', 'at'])
      .where('at', '<=', its.now)
      .orderBy('at')
      .limit(its.limit),
  )
  const next = db.selectFrom('timers').select('at').orderBy('at').limit(1).compile()

  return {
    async due(now: number, limit: number): Promise<Timer[]> {
      return (await db.executeQuery(dueAt({ now, limit }))).rows
    },
    async nextDue(): Promise<number | null> {
      return (await db.executeQuery(next)).rows[0]?.at ?? null
    },
  }
}

export function timerEnder(db: Kysely<Tables>, commits: GroupCommit) {
  const end = prepare((its: Timer) =>
    db
      .deleteFrom('timers')
      .where('conversation', '=', its.conversation)
      .where('kind', '=', its.kind)
      .where('at', '=', its.at),
  )
  const delay = prepare((its: Timer & { later: number }) =>
    db
      .updateTable('timers')
      .set({ at: its.later })
      .where('conversation', '=', its.conversation)
      .where('kind', '=', its.kind)
      .where('at', '=', its.at),
  )
  return {
    delayTimer: (timer: Timer, later: number) =>
      commits.write(async (tx) => void (await tx.run(delay({ ...timer, later })))),
    endTimer: (timer: Timer) => commits.write(async (tx) => void (await tx.run(end(timer)))),
  }
}
