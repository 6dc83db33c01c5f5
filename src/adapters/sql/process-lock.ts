import { DatabaseSync } from 'node:sqlite'
import { BUSY, sqliteCode } from './failures.ts'

/**
 * Keeps other processes off a database file until the function that it gives back is called, or this
 * process ends, however it ends. Gives back null when another has it.
 */
export function lockFile(file: string): (() => void) | null {
  // The operating system drops this lock with the process, so no dead one is ever waited for. A pid in
  // a file cannot promise that: in a container, the one who died and the one who starts are both pid 1.
  const lock = new DatabaseSync(`${file}.lock`, { timeout: 0 })
  try {
    lock.exec('PRAGMA journal_mode = OFF; BEGIN EXCLUSIVE')
  } catch (error) {
    lock.close()
    if (sqliteCode(error) === BUSY) return null
    throw error
  }
  return () => lock.close()
}
