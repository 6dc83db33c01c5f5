import type { Kysely } from 'kysely'
import type { Actor } from '../../conversation/actor.ts'
import type { RecordedEvent } from '../../conversation/events.ts'
import type { Message } from '../../conversation/message.ts'
import type { Change } from '../../ports.ts'
import { fromJson, toJson } from './json.ts'
import { linkWriter } from './links.ts'
import { pick, prepare } from './prepared.ts'
import type { Tables } from './tables.ts'
import type { Tx } from './transaction.ts'

/** Writes what a change keeps: its events, its messages with their earlier versions, its links. */
export function recordWriter(db: Kysely<Tables>) {
  const queries = recordQueries(db)
  const links = linkWriter(db)

  async function writeMessage(tx: Tx, message: Message) {
    if (message.version > 1) await keepReplaced(tx, message)
    await tx.run(queries.putMessage(messageRow(message)))
  }

  async function keepReplaced(tx: Tx, { id, version }: Message) {
    const { rows } = await tx.run(queries.message({ id }))
    const stored = rows[0] && fromJson(rows[0].snapshot)
    if (!stored || stored.version >= version) return
    await tx.run(queries.keepVersion(versionRow(stored)))
  }

  return {
    async write(tx: Tx, change: Change) {
      for (const event of change.events) await tx.run(queries.insertEvent(eventRow(event)))
      for (const message of change.messages) await writeMessage(tx, message)
      for (const link of change.links) await links.write(tx, link)
    },
  }
}

function recordQueries(db: Kysely<Tables>) {
  return {
    insertEvent: prepare((row: Tables['events']) =>
      db.insertInto('events').values(pick(row, EVENT)),
    ),
    message: prepare((its: { id: Message['id'] }) =>
      db.selectFrom('messages').select('snapshot').where('id', '=', its.id),
    ),
    // Kind, conversation and number are set so that the table can refuse to change them.
    putMessage: prepare((row: Tables['messages']) =>
      db
        .insertInto('messages')
        .values(pick(row, MESSAGE))
        .onConflict((conflict) =>
          conflict.column('id').doUpdateSet((column) => ({
            kind: column.ref('excluded.kind'),
            conversation: column.ref('excluded.conversation'),
            number: column.ref('excluded.number'),
            version: column.ref('excluded.version'),
            snapshot: column.ref('excluded.snapshot'),
          })),
        ),
    ),
    keepVersion: prepare((row: Tables['message_versions']) =>
      db
        .insertInto('message_versions')
        .values(pick(row, ['message', 'version', 'at', 'content']))
        .onConflict((conflict) => conflict.doNothing()),
    ),
  }
}

const EVENT = [
  'conversation',
  'seq',
  'at',
  'type',
  'actor_kind',
  'actor_id',
  'actor',
  'body',
] as const

const MESSAGE = ['id', 'conversation', 'number', 'kind', 'at', 'version', 'snapshot'] as const

function eventRow({ conversation, seq, at, by, event }: RecordedEvent): Tables['events'] {
  return {
    conversation,
    seq,
    at,
    type: event.type,
    actor_kind: by.kind,
    actor_id: actorId(by),
    actor: toJson(by),
    body: toJson(event),
  }
}

function actorId(by: Actor): string | null {
  if (by.kind === 'system') return null
  return by.kind === 'automation' ? by.rule : by.id
}

function messageRow(message: Message): Tables['messages'] {
  const { id, conversation, number, kind, at, version } = message
  return { id, conversation, number, kind, at, version, snapshot: toJson(message) }
}

function versionRow({ id, version, at, editedAt, content }: Message): Tables['message_versions'] {
  return { message: id, version, at: editedAt ?? at, content: toJson(content) }
}
