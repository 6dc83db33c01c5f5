import { type Kysely, type Selectable, sql } from 'kysely'
import type { ConversationId } from '../../conversation/ids.ts'
import type { Clock, DeadLetter, Outbox, OutboxRow } from '../../ports.ts'
import type { GroupCommit } from './group-commit.ts'
import { fromJson } from './json.ts'
import { prepare } from './prepared.ts'
import { settler } from './settle.ts'
import type { Tables } from './tables.ts'

export function sqlOutbox(db: Kysely<Tables>, commits: GroupCommit, clock: Clock): Outbox {
  const settling = settler(db, commits, clock)
  return {
    ...waitingReader(db, settling.asSettled),
    ...deadReader(db),
    ...rowCounter(db),
    settle: settling.settle,
    revive: (row) => commits.write((tx) => revive(tx.db, row)),
  }
}

type AsSettled = ReturnType<typeof settler>['asSettled']

function waitingReader(db: Kysely<Tables>, asSettled: AsSettled) {
  const waiting = db.selectFrom('outbox').where('state', '=', sql.lit('waiting'))
  const heads = waiting.select((column) => column.fn.min('id').as('id')).groupBy('lane')
  const lanes = db
    .selectFrom('outbox')
    .select(['lane', 'not_before as at'])
    .where('id', 'in', heads)
    .orderBy('id')
    .compile()
  const ofLane = prepare((its: { lane: string; limit: number }) =>
    waiting.select(ROW).where('lane', '=', its.lane).orderBy('id').limit(its.limit),
  )

  return {
    async lanes() {
      return (await db.executeQuery(lanes)).rows
    },
    next: (lane: string, most: number) =>
      asSettled(async (limit) => {
        const { rows } = await db.executeQuery(ofLane({ lane, limit }))
        return rows.map(toRow)
      }, most),
  }
}

function deadReader(db: Kysely<Tables>) {
  return {
    async dead(limit: number, conversation?: ConversationId): Promise<DeadLetter[]> {
      const dead = db.selectFrom('outbox').where('state', '=', sql.lit('dead'))
      const wanted = conversation ? dead.where('conversation', '=', conversation) : dead
      const newest = wanted.orderBy('died_at', 'desc').orderBy('id', 'desc').limit(limit)
      return (await newest.select([...ROW, 'kind', 'reason', 'died_at']).execute()).map(toLetter)
    },
  }
}

function rowCounter(db: Kysely<Tables>) {
  const waiting = db.selectFrom('outbox').where('state', '=', sql.lit('waiting'))
  const dead = db.selectFrom('outbox').where('state', '=', sql.lit('dead'))
  const queries = {
    waiting: waiting.select((it) => it.fn.countAll<number>().as('rows')),
    dead: dead.select((it) => it.fn.countAll<number>().as('rows')),
    // The order of numbers is the order of time, but for the few that were revived.
    oldest: waiting.select('created_at').orderBy('id').limit(1),
  }
  return {
    async counts() {
      return {
        waiting: (await queries.waiting.executeTakeFirstOrThrow()).rows,
        dead: (await queries.dead.executeTakeFirstOrThrow()).rows,
        oldest: (await queries.oldest.executeTakeFirst())?.created_at ?? null,
      }
    },
  }
}

const ROW = [
  'id',
  'lane',
  'conversation',
  'target',
  'job',
  'not_before',
  'attempts',
  'created_at',
] as const

type Row = Pick<Selectable<Tables['outbox']>, (typeof ROW)[number]>
type DeadRow = Row & Pick<Selectable<Tables['outbox']>, 'kind' | 'reason' | 'died_at'>

/** A new row at the end, with a new number: the order of a lane is the order of its numbers. */
async function revive(db: Kysely<Tables>, id: number): Promise<boolean> {
  const gone = db.deleteFrom('outbox').where('id', '=', id).where('state', '=', 'dead')
  const row = await gone
    .returning(['lane', 'conversation', 'target', 'job', 'message', 'created_at'])
    .executeTakeFirst()
  if (!row) return false
  const again = { ...row, not_before: 0, attempts: 0, state: 'waiting' as const }
  await db.insertInto('outbox').values(again).execute()
  return true
}

function toRow(row: Row): OutboxRow {
  return {
    id: row.id,
    lane: row.lane,
    conversation: row.conversation,
    target: row.target,
    job: fromJson(row.job),
    notBefore: row.not_before,
    attempts: row.attempts,
    createdAt: row.created_at,
  }
}

function toLetter(row: DeadRow): DeadLetter {
  return { row: toRow(row), kind: row.kind ?? '', reason: row.reason ?? '', at: row.died_at ?? 0 }
}
