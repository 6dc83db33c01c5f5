import { DatabaseSync } from 'node:sqlite'
import { CompiledQuery, Kysely } from 'kysely'
import { describe, expect, it, onTestFinished } from 'vitest'
import { sqliteDialect } from '../../../src/adapters/sql/dialect.ts'
import { groupCommit } from '../../../src/adapters/sql/group-commit.ts'
import { migrate } from '../../../src/adapters/sql/migrations.ts'
import type { Tables } from '../../../src/adapters/sql/tables.ts'
import type { Job } from '../../../src/adapters/sql/transaction.ts'
import type { ConversationId } from '../../../src/conversation/ids.ts'

const LIMITS = { waiting: 5, together: 3, soon: 1 }

function setUp(limits = LIMITS) {
  const database = new DatabaseSync(':memory:')
  migrate(database, 0)
  const db = new Kysely<Tables>({ dialect: sqliteDialect(database) })
  const sizes: number[] = []
  const commits = groupCommit(db, (jobs) => void sizes.push(jobs), limits)
  onTestFinished(async () => {
    await commits.close()
    await db.destroy()
  })
  const kept = async () => {
    const rows = await db.selectFrom('keepsakes').select('key').orderBy('key').execute()
    return rows.map((row) => row.key)
  }
  return { commits, sizes, kept }
}

const keep =
  (key: string): Job<string> =>
  async ({ db }) => {
    await db.insertInto('keepsakes').values({ key, value: '' }).execute()
    return key
  }

describe('writes that wait together', () => {
  it('go in one transaction, up to a number', async () => {
    const { commits, sizes, kept } = setUp()
    const keys = ['a', 'b', 'c', 'd', 'e']
    expect(await Promise.all(keys.map((key) => commits.write(keep(key))))).toEqual(keys)
    expect(sizes).toEqual([3, 2])
    expect(await kept()).toEqual(keys)
  })

  it('do not fail with a neighbour, which is undone alone', async () => {
    const { commits, kept } = setUp()
    const halfDone: Job<string> = async (tx) => {
      await keep('half')(tx)
      throw new Error('Something broke')
    }
    const written = await Promise.allSettled([
      commits.write(keep('before')),
      commits.write(halfDone),
      commits.write(keep('after')),
    ])
    expect(written.map((it) => it.status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
    expect(await kept()).toEqual(['after', 'before'])
  })

  it('are seen by nobody before they are committed', async () => {
    const { commits, kept } = setUp()
    const seen: Promise<string[]>[] = []
    const writing = commits.write(async (tx) => {
      await keep('a')(tx)
      seen.push(kept())
      throw new Error('Something broke')
    })
    await expect(writing).rejects.toThrow('Something broke')
    const looks = await Promise.all(seen)
    expect(looks).not.toEqual([])
    expect(looks.flat()).toEqual([])
  })

  it('all hear when the commit itself fails', async () => {
    const { commits, kept } = setUp()
    const breakCommit: Job<void> = async ({ db, run }) => {
      // What a timer refers to is then looked for at COMMIT, where it is missing.
      await run(CompiledQuery.raw('PRAGMA defer_foreign_keys = ON'))
      const conversation = 'nobody' as ConversationId
      await db.insertInto('timers').values({ conversation, kind: 'wake', at: 0 }).execute()
    }
    const written = await Promise.allSettled([commits.write(keep('a')), commits.write(breakCommit)])
    expect(written.map((it) => it.status)).toEqual(['rejected', 'rejected'])
    expect(await commits.write(keep('b'))).toBe('b')
    expect(await kept()).toEqual(['b'])
  })

  it('are refused at once when too many wait', async () => {
    const { commits, kept } = setUp()
    const fit = ['a', 'b', 'c', 'd', 'e'].map((key) => commits.write(keep(key)))
    await expect(commits.write(keep('f'))).rejects.toThrow('The store is behind: 5 writes wait')
    await Promise.all(fit)
    expect(await commits.write(keep('g'))).toBe('g')
    expect(await kept()).toEqual(['a', 'b', 'c', 'd', 'e', 'g'])
  })

  it('ride along when nobody is in a hurry for them', async () => {
    const { commits, sizes } = setUp({ ...LIMITS, soon: 1_000_000 })
    const relaxed = commits.writeSoon(keep('relaxed'))
    await commits.write(keep('urgent'))
    await relaxed
    expect(sizes).toEqual([2])
  })

  it('go by themselves when no other comes along', async () => {
    const { commits, kept } = setUp()
    await commits.writeSoon(keep('relaxed'))
    expect(await kept()).toEqual(['relaxed'])
  })

  it('are finished when it closes, and no more are taken', async () => {
    const { commits, kept } = setUp({ ...LIMITS, soon: 1_000_000 })
    const writes = [
      commits.writeSoon(keep('a')),
      ...['b', 'c', 'd'].map((it) => commits.write(keep(it))),
    ]
    await commits.close()
    await expect(commits.write(keep('late'))).rejects.toThrow('The database is closed.')
    await Promise.all(writes)
    expect(await kept()).toEqual(['a', 'b', 'c', 'd'])
  })
})
