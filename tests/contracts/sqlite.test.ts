import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe } from 'vitest'
import { openSqlite } from '../../src/adapters/sql/index.ts'
import type { OpenEmpty } from './database.ts'
import { feedContract } from './feed.contract.ts'
import { intakeContract } from './intake.contract.ts'
import { labellingContract } from './labelling.contract.ts'
import { outboxContract } from './outbox.contract.ts'
import { peopleContract } from './people.contract.ts'
import { recordsContract } from './records.contract.ts'
import { storeContract } from './store.contract.ts'

const contracts = [
  storeContract,
  outboxContract,
  intakeContract,
  feedContract,
  peopleContract,
  recordsContract,
  labellingContract,
]

describe('the embedded database in a file', () => {
  const folder = mkdtempSync(join(tmpdir(), 'greenroom-'))
  let opened = 0
  const open: OpenEmpty = (clock) =>
    openSqlite({ file: join(folder, `${(opened += 1)}.db`), clock })
  afterAll(() => rmSync(folder, { recursive: true }))
  for (const contract of contracts) contract(open)
})

describe('the embedded database in memory', () => {
  const open: OpenEmpty = (clock) => openSqlite({ file: ':memory:', clock })
  for (const contract of contracts) contract(open)
})
