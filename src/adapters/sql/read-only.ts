import { existsSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { Kysely } from 'kysely'
import { sqliteDialect } from './dialect.ts'
import { inWords } from './failures.ts'
import type { Tables } from './tables.ts'

/**
 * Reads from a database’s file, also while a Greenroom runs on it, and changes nothing in it. Rejects with a sentence
 * when it cannot be read.
 */
export async function readingOnly<T>(
  file: string,
  read: (db: Kysely<Tables>) => Promise<T>,
): Promise<T> {
  const db = new Kysely<Tables>({ dialect: sqliteDialect(open(file)) })
  try {
    return await read(db)
  } catch (error) {
    throw inWords(file, error)
  } finally {
    await db.destroy()
  }
}

function open(file: string): DatabaseSync {
  if (!existsSync(file))
    throw new Error(
      `There is no database ${file}: start Greenroom once, or name its folder in GREENROOM_DATA.`,
    )
  try {
    return new DatabaseSync(file, { readOnly: true })
  } catch (error) {
    throw inWords(file, error)
  }
}
