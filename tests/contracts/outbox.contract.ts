import { describe, expect, it } from 'vitest'
import type { Conversation } from '../../src/conversation/conversation.ts'
import type { Effect } from '../../src/ports.ts'
import {
  NOON,
  following,
  conversationId,
  messageId,
  opening,
  post,
  refresh,
  send,
  win,
  won,
} from './changes.ts'
import { type OpenEmpty, freshDatabase } from './database.ts'

/** What every Outbox promises. */
export function outboxContract(open: OpenEmpty): void {
  describe('the outbox', () => {
    lanes(open)
  })
  describe('jobs that show how things stand', () => {
    coalescing(open)
  })
  describe('held replies', () => {
    holding(open)
  })
  describe('settling', () => {
    settling(open)
  })
}

function lanes(open: OpenEmpty) {
  const its = freshDatabase(open)

  it('keeps a lane for each place, and tells the saver which have new rows', async () => {
    const { database } = its
    const opened = await win(database, opening())
    const message = messageId()
    const echo: Effect = { lane: 'echo', job: { do: 'send', message } }
    const effects = [post(message), post(message, 'slack'), send(message, NOON + 9), echo]
    const saved = won(await database.store.save(following(opened, { effects })))
    const names = ['desk', 'slack', 'visitor', 'echo'].map((lane) => `${opened.id}|${lane}`)
    expect(saved.lanes).toEqual(names)
    const heads = await database.outbox.lanes()
    expect(heads.map((it) => it.lane)).toEqual(names)
    expect(heads.map((it) => it.at)).toEqual([0, 0, NOON + 9, 0])
    const targets = await Promise.all(names.map((lane) => database.outbox.next(lane, 1)))
    expect(targets.flat().map((it) => it.target)).toEqual(['desk', 'slack', 'visitor', 'visitor'])
  })

  it('hands out a lane in the order of the decisions, as many as are asked for', async () => {
    const { database } = its
    let conversation = await win(database, opening())
    const messages = [1, 2, 3, 4].map(() => messageId())
    for (const message of messages) {
      conversation = await win(database, following(conversation, { effects: [post(message)] }))
    }
    const rows = await database.outbox.next(`${conversation.id}|desk`, 3)
    expect(rows.map((it) => it.job)).toEqual(
      messages.slice(0, 3).map((message) => ({ do: 'post', message })),
    )
    expect(rows[0]).toMatchObject({ conversation: conversation.id, attempts: 0, createdAt: NOON })
  })

  it('counts what waits and since when', async () => {
    const { database } = its
    expect(await database.outbox.counts()).toEqual({ waiting: 0, dead: 0, oldest: null })
    const opened = await win(database, opening())
    const effects = [refresh(), refresh('slack')]
    await win(database, following(opened, { effects }))
    expect(await database.outbox.counts()).toEqual({ waiting: 2, dead: 0, oldest: NOON })
  })
}

function coalescing(open: OpenEmpty) {
  const its = freshDatabase(open)

  async function jobsAfter(conversation: Conversation, lane: string) {
    const rows = await its.database.outbox.next(`${conversation.id}|${lane}`, 10)
    return rows.map((it) => it.job.do)
  }

  it('wait once, at the end of their lane', async () => {
    const { database } = its
    const message = messageId()
    let conversation = await win(database, opening())
    for (const effects of [[refresh()], [refresh()], [post(message), refresh()]]) {
      conversation = await win(database, following(conversation, { effects }))
    }
    expect(await jobsAfter(conversation, 'desk')).toEqual(['post', 'refresh'])
  })

  it('wait once in the visitor’s lane as well', async () => {
    const { database } = its
    const state: Effect = { lane: 'visitor', job: { do: 'state' } }
    const opened = await win(database, opening())
    const next = await win(database, following(opened, { effects: [state] }))
    await win(database, following(next, { effects: [state] }))
    expect(await jobsAfter(opened, 'visitor')).toEqual(['state'])
  })

  it('go out once more when something changed while one was on its way', async () => {
    const { database } = its
    const opened = await win(database, opening())
    const next = await win(database, following(opened, { effects: [refresh()] }))
    const [onItsWay] = await database.outbox.next(`${opened.id}|desk`, 1)
    await win(database, following(next, { effects: [refresh()] }))
    await database.outbox.settle([{ row: onItsWay?.id ?? 0, as: 'done' }])
    expect(await jobsAfter(opened, 'desk')).toEqual(['refresh'])
  })
}

function holding(open: OpenEmpty) {
  const its = freshDatabase(open)

  it('do not go out when they are cancelled; what waits behind them does', async () => {
    const { database } = its
    const [held, other] = [messageId(), messageId()]
    const opened = await win(database, opening())
    const effects = [send(held, NOON + 3_000), post(held), send(other)]
    const next = await win(database, following(opened, { effects }))
    await win(database, following(next, { cancel: [held] }))
    const left = async (lane: string) =>
      (await database.outbox.next(`${opened.id}|${lane}`, 10)).map((it) => it.job)
    expect(await left('visitor')).toEqual([{ do: 'send', message: other }])
    expect(await left('desk')).toEqual([{ do: 'post', message: held }])
  })
}

function settling(open: OpenEmpty) {
  const its = freshDatabase(open)

  async function threeRows() {
    const opened = await win(its.database, opening())
    const effects = [1, 2, 3].map(() => post(messageId()))
    await win(its.database, following(opened, { effects }))
    const lane = `${opened.id}|desk`
    const [first, second, third] = await its.database.outbox.next(lane, 3)
    if (!first || !second || !third) throw new Error('Three rows should wait')
    return { lane, first, second, third, conversation: opened.id }
  }

  it('takes what is done out of its lane', async () => {
    const { lane, first, second, third } = await threeRows()
    await its.database.outbox.settle([
      { row: first.id, as: 'done' },
      { row: second.id, as: 'done' },
    ])
    expect(await its.database.outbox.next(lane, 3)).toEqual([third])
  })

  it('keeps what is to be tried again at the head, with its time and its count', async () => {
    const { lane, first, second } = await threeRows()
    const retry = { row: first.id, as: 'retry', at: NOON + 50, kind: 'retry' } as const
    await its.database.outbox.settle([{ ...retry, reason: 'It is slow today.' }])
    const later = { ...first, notBefore: NOON + 50, attempts: 1 }
    expect(await its.database.outbox.next(lane, 2)).toEqual([later, second])
    expect(await its.database.outbox.lanes()).toEqual([{ lane, at: NOON + 50 }])
  })

  it('keeps what only waits at the head, with its time and no try counted', async () => {
    const { lane, first, second } = await threeRows()
    const { outbox } = its.database
    const wait = { row: first.id, as: 'wait', at: NOON + 50, kind: 'blocked' } as const
    const settled = outbox.settle([{ ...wait, reason: 'The channel is archived.' }])
    const later = { ...first, notBefore: NOON + 50, attempts: 0 }
    expect(await outbox.next(lane, 2)).toEqual([later, second])
    await settled
    expect(await outbox.next(lane, 2)).toEqual([later, second])
    expect(await outbox.counts()).toMatchObject({ waiting: 3, dead: 0 })
  })

  it('sends nothing twice to one who reads on before the settling is durable', async () => {
    const { lane, first, second, third } = await threeRows()
    const { outbox } = its.database
    const retry = {
      as: 'retry',
      at: NOON + 50,
      kind: 'retry',
      reason: 'It is slow today.',
    } as const
    const settled = outbox.settle([
      { row: first.id, as: 'done' },
      { row: second.id, ...retry },
    ])
    const later = { ...second, notBefore: NOON + 50, attempts: 1 }
    expect(await outbox.next(lane, 2)).toEqual([later, third])
    await settled
    expect(await outbox.next(lane, 2)).toEqual([later, third])
  })

  it('keeps what was given up, newest first, with the reason', async () => {
    const { lane, first, second, third, conversation } = await threeRows()
    const { outbox } = its.database
    const gone = { as: 'dead', kind: 'gone', reason: 'The thread is no more.' } as const
    await outbox.settle([{ row: first.id, ...gone }])
    its.setNow(NOON + 1)
    await outbox.settle([{ row: second.id, ...gone }])
    const letters = await outbox.dead(10)
    expect(letters.map((it) => [it.row.id, it.at])).toEqual([
      [second.id, NOON + 1],
      [first.id, NOON],
    ])
    expect(letters[0]).toMatchObject({ kind: 'gone', reason: 'The thread is no more.' })
    expect(await outbox.dead(1)).toHaveLength(1)
    expect(await outbox.dead(10, conversation)).toHaveLength(2)
    expect(await outbox.dead(10, conversationId())).toEqual([])
    expect(await outbox.next(lane, 5)).toEqual([third])
    expect(await outbox.counts()).toMatchObject({ waiting: 1, dead: 2 })
  })

  it('puts a dead row back at the end of its lane, once', async () => {
    const { lane, first, second, third } = await threeRows()
    const { outbox } = its.database
    await outbox.settle([{ row: first.id, as: 'dead', kind: 'gone', reason: 'No more.' }])
    expect(await Promise.all([outbox.revive(first.id), outbox.revive(first.id)])).toEqual([
      true,
      false,
    ])
    const rows = await outbox.next(lane, 5)
    expect(rows.map((it) => it.job)).toEqual([second.job, third.job, first.job])
    expect(rows.at(-1)).toMatchObject({ attempts: 0, notBefore: 0 })
    expect(await outbox.dead(10)).toEqual([])
    expect(await outbox.revive(second.id)).toBe(false)
  })

  it('minds no row that is not there', async () => {
    await its.database.outbox.settle([{ row: 4711, as: 'done' }])
    await its.database.outbox.settle([])
    expect(await its.database.outbox.lanes()).toEqual([])
  })
}
