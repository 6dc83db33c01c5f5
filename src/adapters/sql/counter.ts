import type { Kysely } from 'kysely'
import { prepare } from './prepared.ts'
import type { Tables } from './tables.ts'
import type { Tx } from './transaction.ts'

/** Numbers that rise in the order of commits, without gaps: the row is held until the transaction ends. */
export function counter(db: Kysely<Tables>, name: Tables['counters']['name']) {
  const query = prepare((its: { name: Tables['counters']['name'] }) =>
    db
      .updateTable('counters')
      .set((column) => ({ value: column('value', '+', 1) }))
      .where('name', '=', its.name)
      .returning('value'),
  )({ name })

  return {
    async next(tx: Tx): Promise<number> {
      const { rows } = await tx.run(query)
      if (!rows[0]) throw new Error(`There is no counter of ${name}`)
      return rows[0].value
    },
  }
}
