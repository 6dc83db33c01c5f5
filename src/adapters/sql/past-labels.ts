import type { Kysely } from 'kysely'
import type { Labels } from '../../conversation/labels.ts'
import type { Correction } from '../../ports.ts'
import { historyReader } from './history.ts'
import { labellingReader } from './labelling.ts'
import { readingOnly } from './read-only.ts'
import type { Tables } from './tables.ts'

/** A correction, and what machines had said of that conversation before: by the name of each. */
export interface PastCorrection extends Correction {
  readonly guesses: ReadonlyMap<string, Labels>
}

/** The newest corrections of a database, the newest first. Rejects with a sentence when it cannot be read. */
export async function pastCorrections(file: string, limit: number): Promise<PastCorrection[]> {
  return readingOnly(file, async (db) => {
    const found = await labellingReader(db).corrections(limit)
    const past: PastCorrection[] = []
    for (const one of found) past.push({ ...one, guesses: await guessesBefore(db, one) })
    return past
  })
}

async function guessesBefore(db: Kysely<Tables>, { conversation, at }: Correction) {
  const events = await historyReader(db).events(conversation)
  const guesses = new Map<string, Labels>()
  for (const { event, at: when } of events)
    if (event.type === 'classified' && when <= at)
      guesses.set(event.by, { ...guesses.get(event.by), ...event.labels })
  return guesses
}
