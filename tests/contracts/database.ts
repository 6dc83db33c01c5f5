import { afterEach, beforeEach } from 'vitest'
import type { Clock, Database } from '../../src/ports.ts'
import { NOON } from './changes.ts'

/** Opens a database with nothing in it. */
export type OpenEmpty = (clock: Clock) => Promise<Database>

export interface Fresh {
  /** The database of the test that runs now. */
  readonly database: Database
  /** Sets the clock that it goes by. */
  setNow(now: number): void
}

/** A database of its own for each test of the suite, closed after it. */
export function freshDatabase(open: OpenEmpty): Fresh {
  let now = NOON
  let database: Database | undefined
  beforeEach(async () => {
    now = NOON
    database = await open({ now: () => now })
  })
  afterEach(async () => {
    await database?.close()
    database = undefined
  })
  return {
    get database() {
      if (!database) throw new Error('There is a database only while a test runs')
      return database
    },
    setNow(next) {
      now = next
    },
  }
}
