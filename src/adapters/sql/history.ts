import type { Kysely } from 'kysely'
import type { RecordedEvent } from '../../conversation/events.ts'
import type { ConversationId, MessageId } from '../../conversation/ids.ts'
import type { Message } from '../../conversation/message.ts'
import { fromJson } from './json.ts'
import { prepare } from './prepared.ts'
import type { Tables } from './tables.ts'

/** Reads what was said and what happened. */
export function historyReader(db: Kysely<Tables>) {
  const queries = historyQueries(db)

  async function message(id: MessageId): Promise<Message | null> {
    const { rows } = await db.executeQuery(queries.message({ id }))
    return rows[0] ? fromJson(rows[0].snapshot) : null
  }

  async function history(conversation: ConversationId, limit: number, before?: number) {
    const below = before ?? Number.MAX_SAFE_INTEGER
    const { rows } = await db.executeQuery(queries.newest({ conversation, limit, below }))
    return rows.map((row) => fromJson(row.snapshot)).toReversed()
  }

  async function versions(id: MessageId) {
    const now = await message(id)
    if (!now) return []
    const { rows } = await db.executeQuery(queries.versions({ message: id }))
    const earlier = rows.map((row) => ({ ...row, content: fromJson(row.content) }))
    const { version, editedAt, at, content } = now
    return [...earlier, { version, at: editedAt ?? at, content }]
  }

  async function events(conversation: ConversationId): Promise<RecordedEvent[]> {
    const { rows } = await db.executeQuery(queries.events({ conversation }))
    return rows.map(({ seq, at, actor, body }) => ({
      conversation,
      seq,
      at,
      by: fromJson(actor),
      event: fromJson(body),
    }))
  }

  return { message, history, versions, events }
}

function historyQueries(db: Kysely<Tables>) {
  return {
    message: prepare((its: { id: MessageId }) =>
      db.selectFrom('messages').select('snapshot').where('id', '=', its.id),
    ),
    newest: prepare((its: { conversation: ConversationId; below: number; limit: number }) =>
      db
        .selectFrom('messages')
        .select('snapshot')
        .where('conversation', '=', its.conversation)
        .where('number', '<', its.below)
        .orderBy('number', 'desc')
        .limit(its.limit),
    ),
    versions: prepare((its: { message: MessageId }) =>
      db
        .selectFrom('message_versions')
        .select(['version', 'at', 'content'])
        .where('message', '=', its.message)
        .orderBy('version'),
    ),
    events: prepare((its: { conversation: ConversationId }) =>
      db
        .selectFrom('events')
        .select(['seq', 'at', 'actor', 'body'])
        .where('conversation', '=', its.conversation)
        .orderBy('seq'),
    ),
  }
}
