import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { openSqlite } from '../../../src/adapters/sql/index.ts'
import type { Database } from '../../../src/ports.ts'
import { NOON } from '../../contracts/changes.ts'

/** A path for a database in a folder that goes when the test ends. */
export function freshFile(): string {
  const folder = mkdtempSync(join(tmpdir(), 'greenroom-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return join(folder, 'greenroom.db')
}

/** Opens the file; closes it when the test ends. */
export async function openFile(file: string): Promise<Database> {
  const database = await openSqlite({ file, clock: { now: () => NOON } })
  onTestFinished(() => database.close())
  return database
}
