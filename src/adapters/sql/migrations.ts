import type { DatabaseSync } from 'node:sqlite'
import { first } from './migrations/0001-first.ts'
import { shownMessages } from './migrations/0002-shown-messages.ts'
import { lists } from './migrations/0003-lists.ts'
import { turns } from './migrations/0004-turns.ts'
import { threadChannels } from './migrations/0005-thread-channels.ts'
import { labels } from './migrations/0006-labels.ts'
import { slaTimers } from './migrations/0007-sla-timers.ts'
import { folded } from './folded.ts'

/** Each step once, in order, forward only: what was released is never edited, a later step mends it. */
const STEPS: readonly { readonly version: number; readonly sql: string }[] = [
  { version: 1, sql: first },
  { version: 2, sql: shownMessages },
  { version: 3, sql: lists },
  { version: 4, sql: turns },
  { version: 5, sql: threadChannels },
  { version: 6, sql: labels },
  { version: 7, sql: slaTimers },
]

/** Brings the schema up to this version's. Throws a sentence, and changes nothing, when it is a newer one's. */
export function migrate(database: DatabaseSync, now: number): void {
  database.exec(
    'CREATE TABLE IF NOT EXISTS schema_version (version INTEGER PRIMARY KEY, applied_at INTEGER NOT NULL) STRICT',
  )
  const at = schemaVersion(database)
  const newest = STEPS.at(-1)?.version ?? 0
  if (at > newest) {
    throw new Error(
      `The database is from a newer Greenroom (schema ${at}; this one knows up to ${newest}). ` +
        'Start that version, or restore a backup from before it.',
    )
  }
  database.function('folded', { deterministic: true }, (text) => folded(String(text)))
  for (const step of STEPS) if (step.version > at) apply(database, step, now)
}

function schemaVersion(database: DatabaseSync): number {
  const row = database.prepare('SELECT max(version) AS version FROM schema_version').get()
  return Number(row?.['version'] ?? 0)
}

function apply(database: DatabaseSync, step: (typeof STEPS)[number], now: number) {
  database.exec('BEGIN IMMEDIATE')
  try {
    database.exec(step.sql)
    database
      .prepare('INSERT INTO schema_version (version, applied_at) VALUES (?, ?)')
      .run(step.version, now)
    database.exec('COMMIT')
  } catch (error) {
    if (database.isTransaction) database.exec('ROLLBACK')
    throw error
  }
}
