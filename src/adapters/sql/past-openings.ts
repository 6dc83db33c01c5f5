import type { Kysely } from 'kysely'
import type { Conversation } from '../../conversation/conversation.ts'
import type { Event, Opened } from '../../conversation/events.ts'
import { LOOKED_AT, wordsSoFar } from '../../conversation/words-so-far.ts'
import type { Visitor } from '../../ports.ts'
import { historyReader } from './history.ts'
import { fromJson } from './json.ts'
import { readingOnly } from './read-only.ts'
import type { Tables } from './tables.ts'
import { visitorReader } from './visitors.ts'

type Rerouted = Extract<Event, { type: 'rerouted' }>

/** How a conversation began, with what is known of it and of its visitor by now. */
export interface PastOpening {
  readonly conversation: Conversation
  /** Where it went: by the rules without labels, or later by its labels and its further words. */
  readonly routed: Opened | Rerouted
  /** What its visitor wrote that says what it is about, as that reads now. */
  readonly text: string
  readonly visitor: Visitor | null
  /** The visitor’s conversation before it, if there was one. */
  readonly last: Conversation | null
}

/**
 * The newest conversations of a database, the newest first. It only reads, also while a Greenroom runs
 * on the file. Rejects with a sentence when it cannot be read.
 */
export async function pastOpenings(file: string, limit: number): Promise<PastOpening[]> {
  return readingOnly(file, async (db) => {
    const rows = db.selectFrom('conversations').select('snapshot').orderBy('number', 'desc')
    const newest = await rows.limit(limit).execute()
    const found = await Promise.all(newest.map((row) => pastOpening(db, fromJson(row.snapshot))))
    return found.filter((one) => one !== null)
  })
}

async function pastOpening(
  db: Kysely<Tables>,
  conversation: Conversation,
): Promise<PastOpening | null> {
  const history = historyReader(db)
  const events = (await history.events(conversation.id)).map(({ event }) => event)
  const [opened] = events
  if (opened?.type !== 'opened') return null
  const messages = await history.history(conversation.id, LOOKED_AT, LOOKED_AT + 1)
  return {
    conversation,
    routed: events.findLast(isSorted) ?? opened,
    text: wordsSoFar(messages).text,
    visitor: await visitorReader(db).get(conversation.visitor.id),
    last: await lastBefore(db, conversation),
  }
}

function isSorted(event: Event): event is Rerouted {
  return event.type === 'rerouted' && (event.why === 'labels' || event.why === 'words')
}

async function lastBefore(
  db: Kysely<Tables>,
  { visitor, number }: Conversation,
): Promise<Conversation | null> {
  const row = await db
    .selectFrom('conversations')
    .select('snapshot')
    .where('visitor', '=', visitor.id)
    .where('number', '<', number)
    .orderBy('number', 'desc')
    .executeTakeFirst()
  return row ? fromJson(row.snapshot) : null
}
