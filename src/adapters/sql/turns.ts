import { type Kysely, sql } from 'kysely'
import type { AgentId } from '../../conversation/ids.ts'
import type { Roster, Turn } from '../../ports.ts'
import { pick, prepare } from './prepared.ts'
import type { Tables } from './tables.ts'
import type { Tx } from './transaction.ts'

/** Reads who has how many, and whose turn it was. */
export function rosterReader(db: Kysely<Tables>) {
  const taken = takenQuery(db)
  const loads = db
    .selectFrom('conversations')
    .select(['assignee', (it) => it.fn.countAll<number>().as('load')])
    .where('status', '=', sql.lit('claimed'))
    .where('assignee', 'is not', null)
    .groupBy('assignee')
    .compile()
  const last = db.selectFrom('turns').select(['agent', 'turn']).orderBy('turn').compile()

  return {
    async roster(): Promise<Roster> {
      // First, so that what is given out while the rest is read makes a save lose, and not win.
      const taking = await db.executeQuery(taken)
      const [held, turns] = [await db.executeQuery(loads), await db.executeQuery(last)]
      return {
        turns: taking.rows[0]?.value ?? 0,
        loads: new Map(held.rows.map(({ assignee, load }) => [assignee as AgentId, load])),
        last: new Map(turns.rows.map(({ agent, turn }) => [agent, turn])),
      }
    },
  }
}

/** Takes a turn within the transaction that gives the conversation away. */
export function turnTaker(db: Kysely<Tables>) {
  const taken = takenQuery(db)
  const load = prepare((its: { agent: AgentId }) =>
    db
      .selectFrom('conversations')
      .select((it) => it.fn.countAll<number>().as('load'))
      .where('status', '=', sql.lit('claimed'))
      .where('assignee', '=', its.agent),
  )
  const advance = prepare((its: { turn: number }) =>
    db
      .updateTable('counters')
      .set({ value: its.turn })
      .where('name', '=', sql.lit('turns' as const)),
  )
  const goesLast = prepare((row: Tables['turns']) =>
    db
      .insertInto('turns')
      .values(pick(row, ['agent', 'turn']))
      .onConflict((conflict) =>
        conflict.column('agent').doUpdateSet((column) => ({ turn: column.ref('excluded.turn') })),
      ),
  )

  return {
    /** False when someone else took a turn since, or the agent has their hands full by now. */
    async isFree(tx: Tx, { agent, after, capacity }: Turn): Promise<boolean> {
      const { rows: turns } = await tx.run(taken)
      if (turns[0]?.value !== after) return false
      const { rows } = await tx.run(load({ agent }))
      return (rows[0]?.load ?? 0) < capacity
    },
    async take(tx: Tx, { agent, after, inOrder }: Turn): Promise<void> {
      const turn = after + 1
      await tx.run(advance({ turn }))
      if (inOrder) await tx.run(goesLast({ agent, turn }))
    },
  }
}

function takenQuery(db: Kysely<Tables>) {
  return db
    .selectFrom('counters')
    .select('value')
    .where('name', '=', sql.lit('turns' as const))
    .compile()
}
