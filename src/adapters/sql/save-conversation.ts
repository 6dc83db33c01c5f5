import { type Kysely, sql } from 'kysely'
import { type Conversation, assigneeOf } from '../../conversation/conversation.ts'
import { isQueued, queueRank } from '../../conversation/queue.ts'
import type { Change } from '../../ports.ts'
import { counter } from './counter.ts'
import { folded } from './folded.ts'
import { toJson } from './json.ts'
import { pick, prepare } from './prepared.ts'
import type { Tables } from './tables.ts'
import type { Tx } from './transaction.ts'

/** Writes a change's conversation; gives it back with its number, or null, unwritten, when the change lost. */
export function conversationWriter(db: Kysely<Tables>) {
  const queries = conversationQueries(db)
  const numbers = counter(db, 'conversations')

  async function open(tx: Tx, after: Conversation, now: number) {
    const its = { id: after.id, visitor: after.visitor.id }
    const { rows: inTheWay } = await tx.run(queries.inTheWay(its))
    if (inTheWay.length > 0) return null
    await tx.run(queries.stepAside({ visitor: after.visitor.id }))
    const conversation: Conversation = { ...after, number: await numbers.next(tx) }
    await tx.run(queries.insert(newRow(conversation, now)))
    return conversation
  }

  async function advance(tx: Tx, before: Conversation, after: Conversation, now: number) {
    const conversation: Conversation = { ...after, number: before.number }
    const { numAffectedRows } = await tx.run(
      queries.update({
        id: before.id,
        expected: before.version,
        version: after.version,
        status: after.status,
        inbox: after.inbox,
        snapshot: toJson(conversation),
        ...listed(conversation),
        now,
      }),
    )
    return numAffectedRows === 1n ? conversation : null
  }

  return {
    write: (tx: Tx, { before, after }: Change, now: number) =>
      before ? advance(tx, before, after, now) : open(tx, after, now),
  }
}

function conversationQueries(db: Kysely<Tables>) {
  return {
    inTheWay: prepare((its: { id: Conversation['id']; visitor: Conversation['visitor']['id'] }) =>
      db
        .selectFrom('conversations')
        .select('id')
        .where('visitor', '=', its.visitor)
        .where('is_current', '=', sql.lit(1))
        .where('status', '<>', 'closed')
        .unionAll(db.selectFrom('conversations').select('id').where('id', '=', its.id)),
    ),
    stepAside: prepare((its: { visitor: Conversation['visitor']['id'] }) =>
      db
        .updateTable('conversations')
        .set('is_current', 0)
        .where('visitor', '=', its.visitor)
        .where('is_current', '=', sql.lit(1)),
    ),
    insert: prepare((row: Tables['conversations']) =>
      db.insertInto('conversations').values(pick(row, COLUMNS)),
    ),
    update: prepare((its: Advance) =>
      db
        .updateTable('conversations')
        .set({
          version: its.version,
          status: its.status,
          inbox: its.inbox,
          snapshot: its.snapshot,
          assignee: its.assignee,
          waiting_since: its.waiting_since,
          visitor_name: its.visitor_name,
          team: its.team,
          way: its.way,
          queue_rank: its.queue_rank,
          updated_at: its.now,
        })
        .where('id', '=', its.id)
        .where('version', '=', its.expected),
    ),
  }
}

const COLUMNS = [
  'id',
  'number',
  'visitor',
  'inbox',
  'status',
  'version',
  'is_current',
  'snapshot',
  'opened_at',
  'updated_at',
  'assignee',
  'waiting_since',
  'visitor_name',
  'team',
  'way',
  'queue_rank',
] as const

type Advance = Pick<Tables['conversations'], 'id' | 'version' | 'status' | 'inbox' | 'snapshot'> &
  Listed & { expected: number; now: number }
type Listed = Pick<
  Tables['conversations'],
  'assignee' | 'waiting_since' | 'visitor_name' | 'team' | 'way' | 'queue_rank'
>

function newRow(conversation: Conversation, now: number): Tables['conversations'] {
  return {
    id: conversation.id,
    number: conversation.number,
    visitor: conversation.visitor.id,
    inbox: conversation.inbox,
    status: conversation.status,
    version: conversation.version,
    is_current: 1,
    snapshot: toJson(conversation),
    opened_at: conversation.openedAt,
    updated_at: now,
    ...listed(conversation),
  }
}

/** What lists and queues choose by. */
function listed(conversation: Conversation): Listed {
  const had = conversation.status === 'closed' ? conversation.lastAssignee : null
  return {
    assignee: (assigneeOf(conversation) ?? had)?.id ?? null,
    waiting_since: conversation.waitingSince,
    visitor_name: folded(conversation.visitor.name),
    team: conversation.team,
    way: conversation.assign ?? null,
    queue_rank: isQueued(conversation) ? queueRank(conversation) : null,
  }
}
