import { DatabaseSync } from 'node:sqlite'
import { beforeEach, describe, expect, it } from 'vitest'
import type { Database } from '../../../src/ports.ts'
import { messageIn, opening, saying, win } from '../../contracts/changes.ts'
import { freshFile, openFile } from './folder.ts'

/** What no statement may do, whoever writes it. */
describe('the tables refuse', () => {
  let database: Database
  let raw: DatabaseSync

  beforeEach(async () => {
    const file = freshFile()
    database = await openFile(file)
    const opened = await win(database, opening())
    await win(database, saying(opened, messageIn(opened, { kind: 'note' })))
    raw = new DatabaseSync(file)
    return () => raw.close()
  })

  it.each([
    ['to change an event', `UPDATE events SET at = 0`, 'never changed'],
    ['to change its actor', `UPDATE events SET actor_kind = 'human'`, 'never changed'],
    ['to remove an event', `DELETE FROM events`, 'never removed'],
    ['to publish a note', `UPDATE messages SET kind = 'reply'`, 'keeps its kind'],
    ['to renumber a message', `UPDATE messages SET number = 9`, 'keeps its conversation'],
    [
      'an actor of no known kind',
      `INSERT INTO events SELECT conversation, 99, at, type, 'robot', actor_id, actor, body FROM events LIMIT 1`,
      'CHECK constraint failed',
    ],
    [
      'the same event twice',
      `INSERT INTO events SELECT * FROM events LIMIT 1`,
      'UNIQUE constraint failed',
    ],
    [
      'two current conversations of one visitor',
      `INSERT INTO conversations SELECT 'other', 1, visitor, inbox, status, version, 1, snapshot, opened_at, updated_at, assignee, waiting_since, visitor_name, team, way, queue_rank FROM conversations`,
      'UNIQUE constraint failed',
    ],
    [
      'text where a time belongs',
      `UPDATE conversations SET updated_at = 'noon'`,
      'cannot store TEXT value in INTEGER column',
    ],
  ])('%s', (_, statement, because) => {
    expect(() => raw.exec(statement)).toThrow(because)
  })
})
