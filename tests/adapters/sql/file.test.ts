import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { describe, expect, it } from 'vitest'
import { first } from '../../../src/adapters/sql/migrations/0001-first.ts'
import { shownMessages } from '../../../src/adapters/sql/migrations/0002-shown-messages.ts'
import type { AgentId, VisitorId } from '../../../src/conversation/ids.ts'
import {
  NOON,
  conversationId,
  following,
  messageIn,
  opening,
  post,
  saying,
  win,
} from '../../contracts/changes.ts'
import { freshFile, openFile } from './folder.ts'

describe('a database file', () => {
  it('is made with its folder when there is none', async () => {
    const file = join(dirname(freshFile()), 'data', 'deep', 'greenroom.db')
    const database = await openFile(file)
    expect(await database.outbox.lanes()).toEqual([])
  })

  it('has all that was in it when it is opened again', async () => {
    const file = freshFile()
    const before = await openFile(file)
    const opened = await win(before, opening())
    const message = messageIn(opened)
    const said = await win(before, saying(opened, message, { effects: [post(message.id)] }))
    const lane = `${opened.id}|desk`
    const waiting = await before.outbox.next(lane, 10)
    const entries = await before.feed.put([{ topic: 'room', key: 'a', body: 1 }])
    await before.close()

    const after = await openFile(file)
    expect(await after.store.load(opened.id)).toEqual(said)
    expect(await after.store.history(opened.id, 10)).toEqual([message])
    expect(await after.outbox.next(lane, 10)).toEqual(waiting)
    expect(await after.feed.since('room', 0, 10)).toEqual(entries)
    expect((await win(after, opening())).number).toBe(said.number + 1)
  })

  it('is refused to a second Greenroom, with the name of the one that has it', async () => {
    const file = freshFile()
    const first = await openFile(file)
    const second = openFile(file)
    await expect(second).rejects.toThrow(`in use by another Greenroom (process ${process.pid} on `)
    await expect(openFile(file)).rejects.toThrow('Stop that one first')
    await first.check()
    await first.close()
    await expect(openFile(file)).resolves.toBeDefined()
  })

  it('is one file under each of its names', async () => {
    const file = freshFile()
    const other = join(dirname(file), 'other.db')
    await openFile(file)
    symlinkSync(file, other)
    await expect(openFile(other)).rejects.toThrow('in use by another Greenroom')
  })

  it('goes to one of two who open it at the same moment', async () => {
    const file = freshFile()
    const opened = await Promise.allSettled([openFile(file), openFile(file)])
    expect(opened.map((it) => it.status)).toEqual(['fulfilled', 'rejected'])
  })

  it('from a newer Greenroom is left as it is', async () => {
    const file = freshFile()
    await (await openFile(file)).close()
    const newer = new DatabaseSync(file)
    newer.exec('INSERT INTO schema_version VALUES (999, 0)')
    newer.close()
    await expect(openFile(file)).rejects.toThrow('from a newer Greenroom (schema 999;')
  })

  it('that is something else is not taken for a database', async () => {
    const file = freshFile()
    writeFileSync(file, 'These are my holiday notes. '.repeat(300))
    await expect(openFile(file)).rejects.toThrow(`${file} is not a Greenroom database`)
  })

  it('that cannot be made is named', async () => {
    const file = freshFile()
    mkdirSync(file)
    await expect(openFile(file)).rejects.toThrow(`The database ${file} cannot be opened`)
    writeFileSync(`${file}.txt`, '')
    const inAFile = join(`${file}.txt`, 'greenroom.db')
    await expect(openFile(inAFile)).rejects.toThrow(`The database ${inAFile} cannot be`)
  })

  it('takes each step of the schema once', async () => {
    const file = freshFile()
    for (const _ of [1, 2, 3]) await (await openFile(file)).close()
    const database = new DatabaseSync(file)
    const steps = database.prepare('SELECT version FROM schema_version ORDER BY version').all()
    const strict = database.prepare(
      `SELECT count(*) AS loose FROM pragma_table_list
       WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite_%' AND strict = 0`,
    )
    expect(steps.length).toBeGreaterThan(3)
    expect(steps.map((it) => it['version'])).toEqual(steps.map((_, index) => index + 1))
    expect(strict.get()?.['loose']).toBe(0)
    database.close()
  })

  it('of an earlier version lists the conversations and the members that were in it', async () => {
    const file = freshFile()
    const { after } = opening()
    const earlier = new DatabaseSync(file)
    earlier.exec(`CREATE TABLE schema_version (version INTEGER PRIMARY KEY, applied_at INTEGER NOT NULL) STRICT;
      INSERT INTO schema_version VALUES (1, 0), (2, 0); ${first} ${shownMessages}
      INSERT INTO members VALUES ('ben', 'Ben', NULL, NULL, 'agent', '[]', 1, 0)`)
    const put = earlier.prepare(
      `INSERT INTO conversations VALUES (?, ?, ?, 'shop', ?, 1, 1, ?, 0, 0)`,
    )
    const ben = { id: 'ben' as AgentId, name: 'Ben' }
    const claimed = { ...after, status: 'claimed', assignee: ben, claimedAt: 0 } as const
    const closed = {
      status: 'closed',
      outcome: 'answered',
      closedAt: 0,
      lastAssignee: ben,
    } as const
    const visitor = { ...after.visitor, name: 'ÖZGÜR' }
    const urgent = { priority: 'urgent', team: 'support', waitingSince: NOON } as const
    const rows = [
      { ...claimed, number: 1001, visitor, left: [{ chat: 'slack', channel: 'vip' }] },
      { ...after, number: 1002, ...urgent, id: conversationId() },
      { ...after, number: 1003, id: conversationId(), ...closed },
    ]
    for (const row of rows) {
      put.run(row.id, row.number, `visitor of ${row.id}`, row.status, JSON.stringify(row))
    }
    earlier.prepare(`INSERT INTO timers VALUES (?, 'wake', 5)`).run(after.id)
    const link = earlier.prepare(
      'INSERT INTO links (chat, ref, conversation, message) VALUES (?, ?, ?, ?)',
    )
    link.run('desk', 'here', after.id, null)
    link.run('slack', 'left', after.id, null)
    link.run('desk', 'a post', after.id, 'm1')
    earlier.close()

    const { store, people } = await openFile(file)
    expect(await store.queue({ team: 'support', automatic: true }, 9)).toEqual([rows[1]])
    expect((await store.roster()).loads).toEqual(new Map([[ben.id, 1]]))
    expect(await store.lastAgent(`visitor of ${rows[2]?.id}` as VisitorId, 9_999)).toBe(ben.id)
    expect(await store.due(5, 9)).toEqual([{ conversation: after.id, kind: 'wake', at: 5 }])
    expect(await store.list({ limit: 9 })).toEqual([rows[1], rows[0]])
    expect(await store.list({ search: 'özg', limit: 9 })).toEqual([rows[0]])
    expect(await store.list({ assignee: ben.id, limit: 9 })).toEqual([rows[0]])
    expect(await store.list({ assignee: 'nobody', limit: 9 })).toEqual([rows[1]])
    expect(await store.list({ assignee: ben.id, statuses: ['closed'], limit: 9 })).toEqual([
      rows[2],
    ])
    expect(await people.get(ben.id)).toMatchObject({ name: 'Ben', onDuty: true })
    const [place] = after.places
    expect(await store.thread('desk', after.id, place?.channel)).toBe('here')
    expect(await store.thread('slack', after.id, 'vip')).toBe('left')
    expect(await store.linked('desk', 'a post')).not.toHaveProperty('channel')
  })

  it('moves its log into the file while it is in use', async () => {
    const file = freshFile()
    const database = await openFile(file)
    let conversation = await win(database, opening())
    const rowsInFile = () => {
      // Without the log: what a checkpoint has moved.
      const moved = new DatabaseSync(`file:${file}?immutable=1`, { readOnly: true })
      try {
        return Number(moved.prepare('SELECT count(*) AS events FROM events').get()?.['events'])
      } catch {
        return 0
      } finally {
        moved.close()
      }
    }
    expect(rowsInFile()).toBe(0)
    const many = Array.from({ length: 500 }, () => win(database, opening()))
    await Promise.all(many)
    conversation = await win(database, following(conversation))
    await expect.poll(rowsInFile, { timeout: 4_000 }).toBeGreaterThanOrEqual(500)
  })
})
