import { setImmediate as turn } from 'node:timers/promises'
import { type Kysely, sql } from 'kysely'
import type { RecordedEvent } from '../../conversation/events.ts'
import type { ConversationId } from '../../conversation/ids.ts'
import type { Given, Labels } from '../../conversation/labels.ts'
import type { Labelling, Verdict } from '../../ports.ts'
import { historyReader } from './history.ts'
import { prepare } from './prepared.ts'
import type { Tables } from './tables.ts'

/** Classifications that are looked at in one go. */
const PAGE = 200

/** Counts what machines sorted in a stretch of time, and reads what people made of it. */
export function sortedReader(db: Kysely<Tables>): Labelling['sorted'] {
  const page = pageQuery(db)
  const history = historyReader(db)

  return async (from, to) => {
    const seen = new Set<ConversationId>()
    const verdicts: Verdict[] = []
    let lookedAt = 0
    let after = { at: from, row: -1 }
    for (;;) {
      const { rows } = await db.executeQuery(page({ ...after, to, limit: PAGE }))
      for (const { conversation, looked, said } of rows) {
        if (seen.has(conversation)) continue
        seen.add(conversation)
        if (looked === 1) lookedAt += 1
        if (said === 1)
          verdicts.push(...verdictsIn(conversation, await history.events(conversation)))
      }
      const last = rows.at(-1)
      if (!last || rows.length < PAGE) return { conversations: seen.size, lookedAt, verdicts }
      after = { at: last.at, row: last.row }
      await turn()
    }
  }
}

/** What machines guessed last of each kind before a person spoke, and what people said last. */
function verdictsIn(conversation: ConversationId, events: readonly RecordedEvent[]): Verdict[] {
  let guessed: Labels = {}
  const said = new Map<Verdict['kind'], { guess: Given | undefined; label: Given }>()
  for (const { by, event } of events) {
    if (event.type === 'classified') guessed = { ...guessed, ...event.labels }
    if (event.type === 'labelled' && by.kind === 'human') {
      const guess = said.get(event.kind)?.guess ?? guessed[event.kind]
      said.set(event.kind, { guess, label: event.label })
    }
  }
  return [...said].flatMap(([kind, { guess, label }]) =>
    guess ? [{ conversation, kind, guess, said: label }] : [],
  )
}

function pageQuery(db: Kysely<Tables>) {
  type Blanks = { at: number; row: number; to: number; limit: number }
  return prepare((its: Blanks) =>
    db
      .selectFrom('events as sorted')
      .select((it) => [
        'sorted.conversation',
        'sorted.at',
        sql<number>`sorted.rowid`.as('row'),
        it
          .exists(
            it
              .selectFrom('events as done')
              .select(sql.lit(1).as('one'))
              .whereRef('done.conversation', '=', 'sorted.conversation')
              .where('done.actor_kind', '=', sql.lit('human')),
          )
          .$castTo<number>()
          .as('looked'),
        it
          .exists(
            it
              .selectFrom('events as told')
              .select(sql.lit(1).as('one'))
              .whereRef('told.conversation', '=', 'sorted.conversation')
              .where('told.type', '=', sql.lit('labelled'))
              .where('told.actor_kind', '=', sql.lit('human')),
          )
          .$castTo<number>()
          .as('said'),
      ])
      .where('sorted.type', '=', sql.lit('classified'))
      .where(sql<boolean>`(sorted.at, sorted.rowid) > (${its.at}, ${its.row})`)
      .where('sorted.at', '<', its.to)
      .orderBy('sorted.at')
      .orderBy(sql`sorted.rowid`)
      .limit(its.limit),
  )
}
