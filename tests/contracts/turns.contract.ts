import { expect, it } from 'vitest'
import type { Conversation } from '../../src/conversation/conversation.ts'
import type { Event } from '../../src/conversation/events.ts'
import type { AgentId } from '../../src/conversation/ids.ts'
import type { Change, Database, Queue, Turn } from '../../src/ports.ts'
import { NOON, closing, following, messageId, opening, visitorId, win, won } from './changes.ts'
import { type OpenEmpty, freshDatabase } from './database.ts'

const ANA = { id: 'ana' as AgentId, name: 'Ana' }
const BEN = { id: 'ben' as AgentId, name: 'Ben' }
const SUPPORT: Queue = { team: 'support', automatic: true }

/** What Store.queue and Store.ahead promise. */
export function queues(open: OpenEmpty) {
  const its = freshDatabase(open)

  async function numbers(queue = SUPPORT, limit = 50, after?: Conversation) {
    const found = await its.database.store.queue(queue, limit, after)
    return found.map((it) => it.number)
  }

  it('has the most urgent first, of these the longest wait, then the lowest number', async () => {
    const { database } = its
    await comes(database, { waitingSince: NOON + 9 })
    await comes(database, { waitingSince: NOON + 1 })
    await comes(database, { waitingSince: NOON + 9, priority: 'urgent' })
    await comes(database, { waitingSince: NOON + 9 })
    await comes(database, { waitingSince: NOON, priority: 'low' })
    await comes(database, { waitingSince: NOON + 9, priority: 'high' })
    expect(await numbers()).toEqual([1003, 1006, 1002, 1001, 1004, 1005])
    expect(await numbers(SUPPORT, 2)).toEqual([1003, 1006])
  })

  it('goes on after any place in it, and counts those before it', async () => {
    const { database } = its
    for (const wait of [3, 1, 2, 2, 1]) await comes(database, { waitingSince: NOON + wait })
    await comes(database, { waitingSince: NOON + 9, priority: 'urgent' })
    const all = await database.store.queue(SUPPORT, 50)
    expect(all.map(({ number }) => number)).toEqual([1006, 1002, 1005, 1003, 1004, 1001])
    for (const [place, one] of all.entries()) {
      expect(await database.store.ahead(SUPPORT, one)).toBe(place)
      expect(await database.store.queue(SUPPORT, 50, one)).toEqual(all.slice(place + 1))
    }
  })

  it('has whole conversations, as they were saved last', async () => {
    const { database } = its
    const one = await comes(database)
    const tagged = await win(database, following(one))
    expect(await database.store.queue(SUPPORT, 5)).toEqual([tagged])
  })

  it('is of one team', async () => {
    const { database } = its
    await comes(database)
    await comes(database, { team: 'vip' })
    await comes(database, { team: null })
    expect(await numbers()).toEqual([1001])
    expect(await numbers({ team: 'vip', automatic: true })).toEqual([1002])
  })

  it('has of a team that takes its own only those that a rule gives out, and of others none that it does not', async () => {
    const { database } = its
    await comes(database)
    await comes(database, { assign: 'manual' })
    await comes(database, { assign: 'least-busy' })
    const last = await comes(database, { assign: 'round-robin' })
    expect(await numbers()).toEqual([1001, 1003, 1004])
    expect(await numbers({ team: 'support', automatic: false })).toEqual([1003, 1004])
    expect(await database.store.ahead({ team: 'support', automatic: false }, last)).toBe(1)
  })

  it('has nothing that somebody has, that sleeps, is over, or waits for nobody', async () => {
    const { database } = its
    await win(database, following(await comes(database), {}, claimed(ANA)))
    await win(database, following(await comes(database), {}, { type: 'snoozed', until: NOON + 1 }))
    await win(database, closing(await comes(database)))
    await comes(database, { waitingSince: null })
    expect(await numbers()).toEqual([])
  })

  it('has again what was given back, what was opened again and what woke', async () => {
    const { database } = its
    const [one, two, three] = [await comes(database), await comes(database), await comes(database)]
    await follow(database, one, claimed(ANA), { type: 'released', assignee: ANA })
    await follow(database, two, claimed(BEN), CLOSED, { type: 'reopened' }, wrote())
    await follow(database, three, { type: 'snoozed', until: NOON + 1 }, { type: 'woke' })
    expect(await numbers()).toEqual([1001, 1002, 1003])
  })

  it('knows who had the visitor’s last conversation that anyone had', async () => {
    const { database } = its
    const visitor = visitorId()
    const { store } = database
    expect(await store.lastAgent(visitor, 9_999)).toBeNull()
    const first = await win(database, opening(visitor))
    await follow(database, first, claimed(ANA), CLOSED)
    await follow(database, await win(database, opening(visitor)), CLOSED)
    const third = await win(database, opening(visitor))
    await follow(database, third, claimed(BEN))
    expect(await store.lastAgent(visitor, first.number)).toBeNull()
    expect(await store.lastAgent(visitor, third.number)).toBe(ANA.id)
    expect(await store.lastAgent(visitor, third.number + 1)).toBe(BEN.id)
  })
}

/** What Store.roster and Change.turn promise. */
export function turns(open: OpenEmpty) {
  const its = freshDatabase(open)

  it('count what each agent has, by whatever way, and nothing that sleeps or is over', async () => {
    const { database } = its
    expect(await database.store.roster()).toEqual({ turns: 0, loads: new Map(), last: new Map() })
    const [one, two, three] = [await comes(database), await comes(database), await comes(database)]
    const mine = await follow(database, one, claimed(ANA))
    await follow(database, two, claimed(ANA))
    await follow(database, three, { type: 'takenOver', assignee: BEN, from: null })
    expect((await database.store.roster()).loads).toEqual(new Map([[ANA.id, 2], [BEN.id, 1]])) // prettier-ignore
    await follow(database, mine, { type: 'snoozed', until: NOON + 5 })
    await follow(database, (await database.store.byNumber(1003)) as Conversation, CLOSED)
    expect((await database.store.roster()).loads).toEqual(new Map([[ANA.id, 1]]))
  })

  it('rise with each that is taken, and know whose was when', async () => {
    const { database } = its
    await given(database, await comes(database), turn({ agent: ANA.id }))
    await given(database, await comes(database), turn({ agent: BEN.id, after: 1 }))
    await given(database, await comes(database), turn({ agent: BEN.id, after: 2, inOrder: false }))
    await given(database, await comes(database), turn({ agent: ANA.id, after: 3 }))
    const { turns: taken, last } = await database.store.roster()
    expect(taken).toBe(4)
    expect(last).toEqual(new Map([[BEN.id, 2], [ANA.id, 4]])) // prettier-ignore
  })

  it('go to one of two who take the same', async () => {
    const { database } = its
    const [one, two] = [await comes(database), await comes(database)]
    const saved = await Promise.all([
      database.store.save(assigning(one, turn({ agent: ANA.id }))),
      database.store.save(assigning(two, turn({ agent: ANA.id }))),
    ])
    expect(saved.map(({ outcome }) => outcome).toSorted()).toEqual(['lost', 'won'])
    const { turns: taken, loads } = await database.store.roster()
    expect([taken, loads.get(ANA.id)]).toEqual([1, 1])
    expect(await database.store.queue(SUPPORT, 5)).toHaveLength(1)
  })

  it('go to nobody whose hands became full meanwhile by claiming', async () => {
    const { database } = its
    const [one, two] = [await comes(database), await comes(database)]
    const late = assigning(two, turn({ agent: ANA.id, capacity: 1 }))
    await follow(database, one, claimed(ANA))
    expect(await database.store.save(late)).toEqual({ outcome: 'lost' })
    expect(await database.store.load(two.id)).toEqual(two)
    expect((await database.store.roster()).turns).toBe(0)
  })

  it('are not taken by a save that loses', async () => {
    const { database } = its
    const one = await comes(database)
    const late = assigning(one, turn({ agent: ANA.id }))
    await follow(database, one, claimed(BEN))
    expect(await database.store.save(late)).toEqual({ outcome: 'lost' })
    expect(await database.store.roster()).toMatchObject({ turns: 0, last: new Map() })
  })
}

/** What Store.endTimer promises. */
export function endedTimers(open: OpenEmpty) {
  const its = freshDatabase(open)

  it('end by themselves, each kind by itself, unless they were moved', async () => {
    const { store } = its.database
    const { id: conversation } = await win(its.database, opening())
    const one = await store.load(conversation)
    const [wake, overflow] = (['wake', 'overflow'] as const).map((kind, index) => ({
      conversation,
      kind,
      at: NOON + index,
    }))
    if (!one || !wake || !overflow) throw new Error('There is no conversation.')
    await win(its.database, following(one, { timers: [wake, overflow] }))
    expect(await store.due(NOON + 5, 5)).toEqual([wake, overflow])
    await store.endTimer({ ...overflow, at: NOON + 3 })
    expect(await store.due(NOON + 5, 5)).toHaveLength(2)
    await store.endTimer(wake)
    expect(await store.due(NOON + 5, 5)).toEqual([overflow])
  })

  it('ring later where it was too early, unless they were moved', async () => {
    const { store } = its.database
    const one = await win(its.database, opening())
    const sla = { conversation: one.id, kind: 'sla', at: NOON } as const
    await win(its.database, following(one, { timers: [sla] }))
    await store.delayTimer({ ...sla, at: NOON - 1 }, NOON + 9)
    expect(await store.due(NOON, 5)).toEqual([sla])
    await store.delayTimer(sla, NOON + 9)
    expect(await store.due(NOON + 8, 5)).toEqual([])
    expect(await store.due(NOON + 9, 5)).toEqual([{ ...sla, at: NOON + 9 }])
  })
}

const claimed = (assignee: typeof ANA): Event => ({ type: 'claimed', assignee })
const CLOSED: Event = { type: 'closed', outcome: 'answered', note: '' }
const wrote = (): Event => ({
  type: 'visitorWrote',
  message: messageId(),
  content: { blocks: [], files: [] },
})

type Coming = Partial<Pick<Conversation, 'waitingSince' | 'priority' | 'team' | 'assign'>>

async function comes(database: Database, coming: Coming = {}): Promise<Conversation> {
  const { after, ...change } = opening()
  const its = { team: 'support', waitingSince: NOON, ...coming }
  return win(database, { ...change, after: { ...after, ...its } })
}

/** Saves these one after another. */
async function follow(database: Database, before: Conversation, ...events: readonly Event[]) {
  let conversation = before
  for (const event of events) conversation = await win(database, following(conversation, {}, event))
  return conversation
}

function turn(rest: Partial<Turn>): Turn {
  return { agent: ANA.id, after: 0, capacity: 3, inOrder: true, ...rest }
}

function assigning(before: Conversation, its: Turn): Change {
  const assignee = [ANA, BEN].find(({ id }) => id === its.agent) ?? ANA
  return following(before, { turn: its }, { type: 'assigned', assignee, from: null })
}

async function given(database: Database, before: Conversation, its: Turn): Promise<void> {
  won(await database.store.save(assigning(before, its)))
}
