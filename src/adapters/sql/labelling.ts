import { setImmediate as turn } from 'node:timers/promises'
import { type Kysely, sql } from 'kysely'
import type { Event } from '../../conversation/events.ts'
import type { AgentId, ConversationId, InboxId } from '../../conversation/ids.ts'
import type { Message } from '../../conversation/message.ts'
import { plainText } from '../../conversation/message.ts'
import type { Correction, Labelling } from '../../ports.ts'
import type { Json } from './json.ts'
import { fromJson } from './json.ts'
import { prepare } from './prepared.ts'
import { sortedReader } from './sorted.ts'
import type { Tables } from './tables.ts'

type Labelled = Extract<Event, { type: 'labelled' }>

interface Row {
  readonly conversation: ConversationId
  readonly inbox: InboxId
  readonly at: number
  readonly by: string | null
  readonly body: Json<Event>
}

/** Of what visitors write at first, so many messages and characters say what they want. */
const MOST_MESSAGES = 3
const MOST_CHARACTERS = 1_000
/** Conversations that are read at one go: the database reads while nothing else runs. */
const AT_ONCE = 50

/** Reads what people said of conversations from their events and messages: no copy is kept. */
export function labellingReader(db: Kysely<Tables>): Labelling {
  const said = saidQuery(db)
  const first = firstQuery(db)

  async function corrections(limit: number): Promise<Correction[]> {
    const { rows } = await db.executeQuery(said({ limit }))
    const found: Correction[] = []
    for (const [index, row] of rows.entries()) {
      if (index % AT_ONCE === AT_ONCE - 1) await turn()
      const { rows: messages } = await db.executeQuery(first({ conversation: row.conversation }))
      const event = fromJson(row.body)
      if (event.type === 'labelled')
        found.push(
          correctionOf(
            row,
            event,
            messages.map(({ snapshot }) => fromJson(snapshot)),
          ),
        )
    }
    return found
  }

  return { corrections, sorted: sortedReader(db) }
}

function correctionOf(row: Row, event: Labelled, messages: readonly Message[]): Correction {
  const answered = messages.findIndex(({ kind }) => kind === 'reply')
  const before = answered < 0 ? messages : messages.slice(0, answered)
  const texts = before
    .filter(({ kind }) => kind === 'visitor')
    .slice(0, MOST_MESSAGES)
    .map(textOf)
  return {
    conversation: row.conversation,
    inbox: row.inbox,
    at: row.at,
    kind: event.kind,
    label: event.label.id,
    was: event.was,
    by: (row.by ?? '') as AgentId, // the brand has no runtime form
    opening: texts[0] ?? '',
    text: texts
      .filter((text) => text !== '')
      .join('\n')
      .slice(0, MOST_CHARACTERS),
  }
}

/** What was taken back is no example any more. */
function textOf({ content, removedAt }: Message): string {
  if (removedAt !== undefined) return ''
  return plainText({ ...content, files: [] })
    .trim()
    .slice(0, MOST_CHARACTERS)
}

function saidQuery(db: Kysely<Tables>) {
  return prepare(({ limit }: { limit: number }) =>
    db
      .selectFrom('events as said')
      .innerJoin('conversations', 'conversations.id', 'said.conversation')
      .select([
        'said.conversation',
        'conversations.inbox',
        'said.at',
        'said.actor_id as by',
        'said.body',
      ])
      .where('said.type', '=', sql.lit('labelled'))
      .where('said.actor_kind', '=', sql.lit('human'))
      .where((it) =>
        it.not(
          it.exists(
            it
              .selectFrom('events as later')
              .select(sql.lit(1).as('one'))
              .whereRef('later.conversation', '=', 'said.conversation')
              .whereRef('later.seq', '>', 'said.seq')
              .where('later.type', '=', sql.lit('labelled'))
              .where('later.actor_kind', '=', sql.lit('human'))
              .where(sql<boolean>`later.body ->> '$.kind' = said.body ->> '$.kind'`),
          ),
        ),
      )
      .orderBy('said.at', 'desc')
      .orderBy(sql`said.rowid`, 'desc')
      .limit(limit),
  )
}

/** Notes may stand between what a visitor wrote and the first reply. */
const LOOKED_AT = 12

function firstQuery(db: Kysely<Tables>) {
  return prepare(({ conversation }: { conversation: ConversationId }) =>
    db
      .selectFrom('messages')
      .select('snapshot')
      .where('conversation', '=', conversation)
      .where('number', '<=', sql.lit(LOOKED_AT))
      .orderBy('number'),
  )
}
