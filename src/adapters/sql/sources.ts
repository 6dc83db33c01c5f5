import type { Kysely } from 'kysely'
import type { ConversationId } from '../../conversation/ids.ts'
import type { Change } from '../../ports.ts'
import { pick, prepare } from './prepared.ts'
import type { Tables } from './tables.ts'
import type { Tx } from './transaction.ts'

type Source = NonNullable<Change['source']>

/** Writes what was taken, and finds it within the transaction that would take it again. */
export function sourceWriter(db: Kysely<Tables>) {
  const find = sourceQuery(db)
  const take = prepare((row: Tables['inbox']) =>
    db.insertInto('inbox').values(pick(row, ['door', 'id', 'conversation', 'message', 'at'])),
  )
  return {
    find: async (tx: Tx, { door, id }: Source) => (await tx.run(find({ door, id }))).rows[0],
    take: (tx: Tx, { door, id, message }: Source, conversation: ConversationId, at: number) =>
      tx.run(take({ door, id, conversation, message, at })),
  }
}

export function sourceReader(db: Kysely<Tables>) {
  const find = sourceQuery(db)
  return {
    async taken(door: string, id: string) {
      const { rows } = await db.executeQuery(find({ door, id }))
      return rows[0] ?? null
    },
  }
}

function sourceQuery(db: Kysely<Tables>) {
  return prepare((its: { door: string; id: string }) =>
    db
      .selectFrom('inbox')
      .select(['conversation', 'message'])
      .where('door', '=', its.door)
      .where('id', '=', its.id),
  )
}
