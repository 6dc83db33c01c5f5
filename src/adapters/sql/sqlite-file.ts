import { mkdirSync, realpathSync } from 'node:fs'
import { hostname } from 'node:os'
import { basename, dirname, join, resolve } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { inWords } from './failures.ts'
import { migrate } from './migrations.ts'
import { lockFile } from './process-lock.ts'

/** FULL: what COMMIT has returned from survives a power cut. The sizes were measured; see the decision record. */
const PRAGMAS = `
PRAGMA journal_mode = WAL;
PRAGMA synchronous = FULL;
PRAGMA foreign_keys = ON;
PRAGMA busy_timeout = 5000;
PRAGMA wal_autocheckpoint = 8000;
PRAGMA journal_size_limit = 67108864;
PRAGMA cache_size = -65536;
`

export interface OpenFile {
  readonly database: DatabaseSync
  /** Where it really is; two names of one file are one. */
  readonly path: string
  readonly release: () => void
}

/** Opens and migrates; throws a sentence when it cannot be used. Nobody else can open it until `release`. */
export function openFile(file: string, now: number): OpenFile {
  if (file === ':memory:') return { database: ready(file, now), path: file, release: () => {} }
  try {
    return openLocked(realPath(file), now)
  } catch (error) {
    throw inWords(file, error)
  }
}

function openLocked(path: string, now: number): OpenFile {
  const release = lockFile(path)
  if (!release) throw new Error(inUse(path))
  try {
    return { database: ready(path, now), path, release }
  } catch (error) {
    release()
    throw error
  }
}

function ready(path: string, now: number): DatabaseSync {
  const database = new DatabaseSync(path)
  try {
    database.exec(PRAGMAS)
    migrate(database, now)
    return signIn(database, now)
  } catch (error) {
    database.close()
    throw error
  }
}

/** Leaves word of who holds the file, for the sentence that the next one gets. */
function signIn(database: DatabaseSync, now: number): DatabaseSync {
  database
    .prepare(
      'INSERT OR REPLACE INTO holder (one, pid, host, since, seen_at) VALUES (1, ?, ?, ?, ?)',
    )
    .run(process.pid, hostname(), now, now)
  return database
}

function inUse(path: string): string {
  return (
    `The database ${path} is in use by another Greenroom${holderOf(path)}. ` +
    'Stop that one first, or give this one a file of its own.'
  )
}

function holderOf(path: string): string {
  try {
    using database = new DatabaseSync(path, { readOnly: true })
    const holder = database.prepare('SELECT pid, host, since FROM holder').get()
    if (!holder) return ''
    const since = new Date(Number(holder['since'])).toISOString()
    return ` (process ${Number(holder['pid'])} on ${String(holder['host'])}, since ${since})`
  } catch {
    // The other one is only just making its tables: that it holds the file is all there is to say.
    return ''
  }
}

function realPath(file: string): string {
  const wanted = resolve(file)
  makeFolder(file, dirname(wanted))
  try {
    return realpathSync(wanted)
  } catch {
    return join(realpathSync(dirname(wanted)), basename(wanted))
  }
}

function makeFolder(file: string, folder: string) {
  try {
    mkdirSync(folder, { recursive: true })
  } catch (error) {
    const sentence = `The database ${file} cannot be opened: its folder ${folder} cannot be made.`
    throw new Error(sentence, { cause: error })
  }
}
