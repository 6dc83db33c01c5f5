import type { Kysely, Selectable } from 'kysely'
import type { Feed, FeedEntry } from '../../ports.ts'
import { counter } from './counter.ts'
import type { GroupCommit } from './group-commit.ts'
import { fromJson, toJson } from './json.ts'
import { pick, prepare } from './prepared.ts'
import type { Tables } from './tables.ts'
import type { Tx } from './transaction.ts'

type NewEntry = Parameters<Feed['put']>[0][number]

export function sqlFeed(db: Kysely<Tables>, commits: GroupCommit): Feed {
  const put = entryWriter(db)
  return {
    ...entryReader(db),
    put: (entries) =>
      commits.write(async (tx) => {
        const written: FeedEntry[] = []
        for (const entry of entries) written.push(await put(tx, entry))
        return written
      }),
  }
}

function entryWriter(db: Kysely<Tables>) {
  const changes = counter(db, 'feed')
  const upsert = prepare((row: Tables['feed']) =>
    db
      .insertInto('feed')
      .values(pick(row, ['topic', 'key', 'position', 'change', 'body']))
      .onConflict((conflict) =>
        conflict.columns(['topic', 'key']).doUpdateSet((column) => ({
          change: column.ref('excluded.change'),
          body: column.ref('excluded.body'),
        })),
      )
      .returning('position'),
  )

  return async (tx: Tx, { topic, key, body }: NewEntry): Promise<FeedEntry> => {
    const change = await changes.next(tx)
    const text = toJson(body)
    // A new entry stands where it first changed; a replaced one where it stood.
    const { rows } = await tx.run(upsert({ topic, key, position: change, change, body: text }))
    return { topic, key, position: rows[0]?.position ?? change, change, body }
  }
}

function entryReader(db: Kysely<Tables>) {
  const entries = db.selectFrom('feed').select(['topic', 'key', 'position', 'change', 'body'])
  const one = prepare((its: { topic: string; key: string }) =>
    entries.where('topic', '=', its.topic).where('key', '=', its.key),
  )
  const changed = prepare((its: { topic: string; change: number; limit: number }) =>
    entries
      .where('topic', '=', its.topic)
      .where('change', '>', its.change)
      .orderBy('change')
      .limit(its.limit),
  )
  const newest = prepare((its: { topic: string; below: number; limit: number }) =>
    entries
      .where('topic', '=', its.topic)
      .where('position', '<', its.below)
      .orderBy('position', 'desc')
      .limit(its.limit),
  )
  const head = db.selectFrom('counters').select('value').where('name', '=', 'feed').compile()

  return {
    async get(topic: string, key: string) {
      const { rows } = await db.executeQuery(one({ topic, key }))
      return rows[0] ? toEntry(rows[0]) : null
    },
    async since(topic: string, change: number, limit: number) {
      const { rows } = await db.executeQuery(changed({ topic, change, limit }))
      return rows.map(toEntry)
    },
    async page(topic: string, limit: number, position?: number) {
      const below = position ?? Number.MAX_SAFE_INTEGER
      const { rows } = await db.executeQuery(newest({ topic, below, limit }))
      return rows.map(toEntry).toReversed()
    },
    async head() {
      return (await db.executeQuery(head)).rows[0]?.value ?? 0
    },
  }
}

function toEntry(row: Selectable<Tables['feed']>): FeedEntry {
  return { ...row, body: fromJson(row.body) }
}
