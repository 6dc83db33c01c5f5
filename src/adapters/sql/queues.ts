import { type Kysely, type SqlBool, sql } from 'kysely'
import type { Conversation } from '../../conversation/conversation.ts'
import { queueRank } from '../../conversation/queue.ts'
import type { AgentId, VisitorId } from '../../conversation/ids.ts'
import type { InQueue, Queue } from '../../ports.ts'
import { fromJson } from './json.ts'
import { prepare } from './prepared.ts'
import type { Tables } from './tables.ts'

/** Reads teams' queues by an index that has nothing else in it, in their order. */
export function queueReader(db: Kysely<Tables>) {
  const lastAgent = prepare((its: { visitor: VisitorId; number: number }) =>
    db
      .selectFrom('conversations')
      .select('assignee')
      .where('visitor', '=', its.visitor)
      .where('number', '<', its.number)
      .where('assignee', 'is not', null)
      .orderBy('number', 'desc')
      .limit(1),
  )

  return {
    async queue(queue: Queue, limit: number, after?: InQueue): Promise<Conversation[]> {
      let query = queued(db, queue).select('snapshot')
      if (after) query = query.where(places('>', after))
      const inOrder = query.orderBy('queue_rank').orderBy('waiting_since').orderBy('number')
      const rows = await inOrder.limit(limit).execute()
      return rows.map(({ snapshot }): Conversation => fromJson(snapshot))
    },
    async ahead(queue: Queue, of: InQueue): Promise<number> {
      const query = queued(db, queue).where(places('<', of))
      const row = await query
        .select((it) => it.fn.countAll<number>().as('ahead'))
        .executeTakeFirst()
      return row?.ahead ?? 0
    },
    async lastAgent(visitor: VisitorId, before: number): Promise<AgentId | null> {
      const { rows } = await db.executeQuery(lastAgent({ visitor, number: before }))
      return rows[0]?.assignee ?? null
    },
  }
}

function queued(db: Kysely<Tables>, { team, automatic }: Queue) {
  return db
    .selectFrom('conversations')
    .where('queue_rank', 'is not', null)
    .where('team', '=', team)
    .where((it) =>
      it.or([
        it('way', 'in', ['round-robin', 'least-busy']),
        ...(automatic ? [it('way', 'is', null)] : []),
      ]),
    )
}

function places(which: '<' | '>', { priority, waitingSince, number }: InQueue) {
  const place = sql`(${queueRank({ priority })}, ${waitingSince ?? 0}, ${number})`
  return sql<SqlBool>`(queue_rank, waiting_since, number) ${sql.raw(which)} ${place}`
}
