import { Kysely } from 'kysely'
import type { DatabaseSync } from 'node:sqlite'
import type { Clock, Database } from '../../ports.ts'
import { checkpointer } from './checkpointer.ts'
import { sqliteDialect } from './dialect.ts'
import { inWords } from './failures.ts'
import { sqlFeed } from './feed.ts'
import { type GroupCommit, groupCommit } from './group-commit.ts'
import { sqlIntake } from './intake.ts'
import { labellingReader } from './labelling.ts'
import { sqlLibrary } from './library.ts'
import { sqlOutbox } from './outbox.ts'
import { sqlPeople } from './people.ts'
import { sqlAudit, sqlFiles, sqlKeepsakes } from './records.ts'
import { openFile } from './sqlite-file.ts'
import { sqlStore } from './store.ts'
import type { Tables } from './tables.ts'
import { sqlVisitors } from './visitors.ts'

export interface SqliteOptions {
  /** A path, or `:memory:`. */
  readonly file: string
  readonly clock: Clock
}

/**
 * Opens the embedded database and brings its tables up to date. Rejects with a sentence when another
 * process has the file, a newer version made it, or it cannot be written.
 */
export async function openSqlite({ file, clock }: SqliteOptions): Promise<Database> {
  const { database, path, release } = openFile(file, clock.now())
  const db = new Kysely<Tables>({ dialect: sqliteDialect(database) })
  const checkpoints = checkpointer(path)
  const commits = groupCommit(db, checkpoints.committed)
  return {
    ...parts(db, commits, clock),
    check: () => check(commits, clock, file),
    close: onlyOnce(async () => {
      await commits.close()
      await checkpoints.stop()
      leave(database)
      await db.destroy()
      release()
    }),
  }
}

function parts(db: Kysely<Tables>, commits: GroupCommit, clock: Clock) {
  return {
    store: sqlStore(db, commits, clock),
    outbox: sqlOutbox(db, commits, clock),
    intake: sqlIntake(db, commits, clock),
    feed: sqlFeed(db, commits),
    people: sqlPeople(db, commits, clock),
    visitors: sqlVisitors(db, commits),
    library: sqlLibrary(db, commits),
    files: sqlFiles(db, commits),
    audit: sqlAudit(db, commits),
    keepsakes: sqlKeepsakes(commits),
    labelling: labellingReader(db),
  }
}

async function check(commits: GroupCommit, clock: Clock, file: string): Promise<void> {
  try {
    await commits.write(async ({ db }) => {
      await db.updateTable('holder').set({ seen_at: clock.now() }).execute()
    })
  } catch (error) {
    throw inWords(file, error)
  }
}

function leave(database: DatabaseSync) {
  database.exec('DELETE FROM holder; PRAGMA optimize; PRAGMA wal_checkpoint(TRUNCATE)')
}

function onlyOnce(close: () => Promise<void>): () => Promise<void> {
  let closing: Promise<void> | undefined
  return () => (closing ??= close())
}
