import { DatabaseSync } from 'node:sqlite'
import { expect, it, vi } from 'vitest'
import {
  closing,
  following,
  messageIn,
  opening,
  post,
  refresh,
  saying,
  win,
} from '../../contracts/changes.ts'
import type { Conversation } from '../../../src/conversation/conversation.ts'
import type { Database } from '../../../src/ports.ts'
import { freshFile, openFile } from './folder.ts'

/** In the order of the table itself, up to the first that waits. */
const ONE_ROW = /^select "created_at" from "outbox"/

it('no table is read from end to end on the way of a message', async () => {
  const prepared = vi.spyOn(DatabaseSync.prototype, 'prepare')
  const file = freshFile()
  const database = await openFile(file)
  await doEverything(database)
  const statements = [...new Set(prepared.mock.calls.map(([text]) => text))]
  const hot = statements.filter((it) => /^(select|update|delete)/.test(it))
  expect(hot.length).toBeGreaterThan(20)

  const raw = new DatabaseSync(file)
  const readsAll = (text: string) =>
    raw
      .prepare(`EXPLAIN QUERY PLAN ${text}`)
      .all()
      .some((step) => /^SCAN (?!.* USING )/.test(String(step['detail'])))
  const bad = hot.filter((text) => readsAll(text) && !ONE_ROW.test(text))
  raw.close()
  expect(bad).toEqual([])
})

async function doEverything(database: Database) {
  const { store, outbox, feed, people, visitors } = database
  const opened = await win(database, opening())
  const message = messageIn(opened)
  const source = { door: 'widget', id: 'one', message: message.id }
  const effects = [post(message.id), refresh()]
  const said = await win(database, saying(opened, message, { source, effects }))
  const edited = { ...message, version: 2 }
  const wake = { conversation: opened.id, kind: 'wake' } as const
  const change = {
    messages: [edited],
    cancel: [message.id],
    timers: [
      { ...wake, at: 1 },
      { ...wake, at: null },
    ],
  }
  await win(database, closing(await win(database, following(said, change))))
  await win(database, opening(opened.visitor.id))
  await Promise.all([store.load(opened.id), store.byNumber(1001), store.current(opened.visitor.id)])
  await Promise.all([
    store.history(opened.id, 5),
    store.events(opened.id),
    store.versions(message.id),
  ])
  await Promise.all([
    store.list({ limit: 5 }),
    store.list({ assignee: 'nobody', waiting: true, limit: 5 }),
    store.list({ assignee: 'ana' as never, statuses: ['claimed', 'closed'], limit: 5 }),
    store.list({ search: 'mia', limit: 5 }),
  ])
  await Promise.all([store.due(0, 5), store.nextDue(), store.taken('widget', 'one')])
  await askForTurns(database, opened)
  await store.link({ chat: 'desk', ref: 'r', conversation: opened.id, message: null })
  await Promise.all([store.thread('desk', opened.id), store.linked('desk', 'r')])
  await Promise.all([store.thread('desk', opened.id, 'support'), store.previous(opened)])

  const lane = `${opened.id}|desk`
  const [row] = await outbox.next(lane, 5)
  const settlement = { row: row?.id ?? 0, kind: 'gone', reason: '' }
  await outbox.settle([
    { ...settlement, as: 'retry', at: 0 },
    { ...settlement, as: 'dead' },
  ])
  await Promise.all([outbox.lanes(), outbox.dead(5), outbox.counts(), outbox.revive(row?.id ?? 0)])
  await outbox.settle([{ row: 1, as: 'done' }])

  await feed.put([{ topic: 'room', key: 'a', body: 1 }])
  await Promise.all([
    feed.get('room', 'a'),
    feed.since('room', 0, 5),
    feed.page('room', 5),
    feed.head(),
  ])
  await people.startSession('hash', 'ana' as never, 5)
  await Promise.all([people.session('hash', 0), people.endSession('hash')])
  await visitors.byVerified(opened.inbox, 'account 7')
  await visitors.get(opened.visitor.id)
}

async function askForTurns({ store }: Database, opened: Conversation) {
  const queue = { team: 'support', automatic: true }
  await Promise.all([store.queue(queue, 5), store.queue(queue, 5, opened)])
  await Promise.all([store.ahead(queue, opened), store.lastAgent(opened.visitor.id, 9)])
  await store.endTimer({ conversation: opened.id, kind: 'overflow', at: 1 })
  await store.delayTimer({ conversation: opened.id, kind: 'sla', at: 1 }, 2)
  const turn = { agent: 'ana' as never, after: (await store.roster()).turns, capacity: 5 }
  const current = await store.current(opened.visitor.id)
  if (current) await store.save(following(current, { turn: { ...turn, inOrder: true } }))
}

it('a queue of thousands is read from its index, in its order, a page at a time', async () => {
  const file = freshFile()
  const { store } = await openFile(file)
  const prepared = vi.spyOn(DatabaseSync.prototype, 'prepare')
  const queue = { team: 'support', automatic: true }
  const place = { priority: 'high', waitingSince: 5, number: 1001 } as const
  await Promise.all([store.queue(queue, 5, place), store.ahead(queue, place), store.roster()])
  const statements = prepared.mock.calls
    .map(([text]) => text)
    .filter((it) => it.startsWith('select'))

  const raw = new DatabaseSync(file)
  const plans = statements.map((text) =>
    raw
      .prepare(`EXPLAIN QUERY PLAN ${text}`)
      .all()
      .map((step) => String(step['detail'])),
  )
  raw.close()
  const about = (name: string) => plans.filter((plan) => plan.join().includes(name))
  expect(about('conversations_queued')).toEqual([
    [
      expect.stringMatching(
        /^SEARCH .*conversations_queued \(team=\? AND \(queue_rank,waiting_since,number\)>/,
      ),
    ],
    [
      expect.stringMatching(
        /COVERING INDEX conversations_queued \(team=\? AND .*\(queue_rank,waiting_since,number\)</,
      ),
    ],
  ])
  expect(about('conversations_held')).toHaveLength(1)
  expect(plans.flat().filter((step) => /TEMP B-TREE/.test(step))).toEqual([])
})

it('what people said of thousands is found by its index, the newest first', async () => {
  const file = freshFile()
  const { labelling } = await openFile(file)
  const prepared = vi.spyOn(DatabaseSync.prototype, 'prepare')
  await Promise.all([labelling.corrections(5), labelling.sorted(0, 5)])
  const statements = prepared.mock.calls
    .map(([text]) => text)
    .filter((it) => it.startsWith('select'))

  const raw = new DatabaseSync(file)
  const steps = statements.flatMap((text) =>
    raw
      .prepare(`EXPLAIN QUERY PLAN ${text}`)
      .all()
      .map((step) => String(step['detail'])),
  )
  raw.close()
  expect(steps.filter((step) => /events_(?:labelled|classified)/.test(step))).toHaveLength(2)
  expect(steps.filter((step) => /TEMP B-TREE|^SCAN (?!.* USING )/.test(step))).toEqual([])
})
