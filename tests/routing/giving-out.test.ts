import { randomUUID } from 'node:crypto'
import { setImmediate as turnOfTheLoop } from 'node:timers/promises'
import fc from 'fast-check'
import pino from 'pino'
import { describe, expect, it } from 'vitest'
import { openSqlite } from '../../src/adapters/sql/index.ts'
import type { Action } from '../../src/conversation/actions.ts'
import type { Actor, Human } from '../../src/conversation/actor.ts'
import type { Conversation, Priority } from '../../src/conversation/conversation.ts'
import { PRIORITIES } from '../../src/conversation/conversation.ts'
import type {
  AgentId,
  ConversationId,
  InboxId,
  MessageId,
  VisitorId,
} from '../../src/conversation/ids.ts'
import { textContent } from '../../src/conversation/message.ts'
import { queueRank } from '../../src/conversation/queue.ts'
import type { Database, Store } from '../../src/ports.ts'
import type { AssignRules, TeamRules } from '../../src/routing/assign-rules.ts'
import type { Assignment } from '../../src/routing/assignment.ts'
import { createAssignment } from '../../src/routing/assignment.ts'
import type { Router } from '../../src/routing/router.ts'
import { createRouter } from '../../src/routing/router.ts'

const log = pino({ level: 'silent' })
const clock = { at: 1_000_000, now: () => (clock.at += 1) }

const TEAM: TeamRules = {
  id: 'support',
  name: 'Support',
  assign: 'round-robin',
  sticky: false,
  capacity: 3,
  overflow: null,
}

async function opened(agents: number): Promise<Database> {
  const database = await openSqlite({ file: ':memory:', clock })
  for (let count = 0; count < agents; count += 1) await member(database, `a${count}`, true)
  return database
}

async function member({ people }: Database, name: string, onDuty: boolean): Promise<void> {
  const rest = { email: null, picture: null, role: 'agent', active: true, createdAt: 0 } as const
  await people.put({ id: name as AgentId, name, teams: ['support'], onDuty, ...rest })
}

/** One process’s road on a database that it may share, and what it gives out. */
function road(database: Database, rules: AssignRules, store: Store = database.store) {
  const router: Router = createRouter({
    store,
    clock,
    log,
    policy: () => ({ hold: { reply: 0, first: 0 } }),
    wake: () => undefined,
    saved: (before, after) => assignment.saved(before, after),
  })
  const assignment: Assignment = createAssignment({
    store,
    people: database.people,
    router,
    log,
    rules: () => rules,
  })

  async function open(priority: Priority = 'normal', skills: readonly string[] = []) {
    const visitor = { id: randomUUID() as VisitorId, name: 'Mia' }
    const by = { kind: 'visitor', ...visitor } as const
    const seed = {
      id: randomUUID() as ConversationId,
      inbox: 'shop' as InboxId,
      visitor,
      door: { channel: 'widget', address: visitor.id },
      places: [{ chat: 'desk', channel: 'team' }],
      team: 'support',
      priority,
      tags: [],
      skills,
    }
    await does(seed.id, by, {
      type: 'write',
      message: randomUUID() as MessageId,
      content: textContent('hello'),
      seed,
    })
    return seed.id
  }

  const does = (id: ConversationId, by: Actor, action: Action) =>
    router.fulfil({
      key: id,
      by,
      load: () => database.store.load(id),
      action: async () => action,
      source: null,
    })

  return { assignment, open, does }
}

const boss: Human = { kind: 'human', id: 'boss' as AgentId, name: 'Boss', role: 'supervisor' }

describe('two who give out side by side', () => {
  it('give each conversation once, nobody more than they can have, and as many to each', async () => {
    const database = await opened(7)
    const rules = { teams: [{ ...TEAM, capacity: 20 }], agents: [], confidence: 0.6 }
    // Between reading and saving others have their turn, as over a network.
    const slow: Store = {
      ...database.store,
      async save(change) {
        await turnOfTheLoop()
        return database.store.save(change)
      },
    }
    const [one, two] = [road(database, rules), road(database, rules, slow)]
    await Promise.all(
      Array.from({ length: 200 }, async (_, index) => (index % 2 === 0 ? one : two).open()),
    )
    await both(one, two)
    const given = await held(database)
    // 7 × 20 are given out, the rest waits.
    expect([...given.values()]).toEqual([20, 20, 20, 20, 20, 20, 20])
    const queue = await database.store.queue({ team: 'support', automatic: true }, 500)
    expect(queue).toHaveLength(60)

    const claimed = await database.store.list({ statuses: ['claimed'], limit: 500 })
    await Promise.all(claimed.slice(0, 70).map(({ id }) => one.does(id, boss, CLOSE)))
    await both(one, two)
    expect(await database.store.queue({ team: 'support', automatic: true }, 500)).toEqual([])
    for (const { id } of claimed) expect(await assignments(database, id)).toBe(1)
    await database.close()
  })

  it('go on in turn wherever it was taken', async () => {
    const database = await opened(7)
    const rules = { teams: [{ ...TEAM, capacity: 100 }], agents: [], confidence: 0.6 }
    const [one, two] = [road(database, rules), road(database, rules)]
    await Promise.all(
      Array.from({ length: 140 }, async (_, index) => (index % 2 === 0 ? one : two).open()),
    )
    await both(one, two)
    expect([...(await held(database)).values()]).toEqual([20, 20, 20, 20, 20, 20, 20])
    expect((await database.store.roster()).turns).toBe(140)
    await database.close()
  })
})

describe('a store that fails', () => {
  it('is asked again, so that nobody is forgotten who waits', async () => {
    const database = await opened(1)
    let failures = 2
    const store: Store = {
      ...database.store,
      async queue(...wanted) {
        failures -= 1
        if (failures >= 0) throw new Error('The store is behind.')
        return database.store.queue(...wanted)
      },
    }
    const one = road(database, { teams: [TEAM], agents: [], confidence: 0.6 }, store)
    const id = await one.open()
    await expect
      .poll(async () => (await database.store.load(id))?.status, { timeout: 4_000 })
      .toBe('claimed')
    await one.assignment.stop()
    await database.close()
  })
})

describe('one that is sent elsewhere while it is being given', () => {
  it('is not given to the former team', async () => {
    const database = await opened(1)
    const rules = { teams: [TEAM, { ...TEAM, id: 'vip' }], agents: [], confidence: 0.6 }
    const other = road(database, { ...rules, teams: [] })
    // Another process is faster, once this one has read the queue.
    const late: Store = {
      ...database.store,
      async queue(...wanted) {
        const found = await database.store.queue(...wanted)
        for (const { id, places } of found) {
          const route = { places, team: 'vip', priority: 'normal', tags: [] } as const
          await other.does(id, boss, { type: 'reroute', to: { route }, why: 'person' })
        }
        return found
      },
    }
    const one = road(database, rules, late)
    const id = await one.open()
    await one.assignment.idle()
    expect(await database.store.load(id)).toMatchObject({ status: 'waiting', team: 'vip' })
    await database.close()
  })
})

const CLOSE: Action = {
  type: 'close',
  outcome: 'answered',
  note: '',
  message: 'closing' as MessageId,
}

async function both(one: ReturnType<typeof road>, two: ReturnType<typeof road>): Promise<void> {
  one.assignment.changed()
  two.assignment.changed()
  await Promise.all([one.assignment.idle(), two.assignment.idle()])
}

async function held({ store }: Database): Promise<ReadonlyMap<string, number>> {
  const { loads } = await store.roster()
  return new Map([...loads].toSorted(([a], [b]) => (a < b ? -1 : 1)))
}

async function assignments({ store }: Database, id: ConversationId): Promise<number> {
  return (await store.events(id)).filter(({ event }) => event.type === 'assigned').length
}

type Step =
  | { readonly do: 'open'; readonly priority: Priority; readonly skills: readonly string[] }
  | { readonly do: 'close' | 'release' | 'claim' | 'snooze'; readonly which: number }
  | { readonly do: 'duty'; readonly who: number; readonly on: boolean }

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('open' as const),
      priority: fc.constantFrom(...PRIORITIES),
      skills: fc.subarray(['billing']),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constantFrom(
        'close' as const,
        'release' as const,
        'claim' as const,
        'snooze' as const,
      ),
      which: fc.nat(30),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant('duty' as const), who: fc.nat(3), on: fc.boolean() }),
  },
)

const AGENTS = 4
const CAPACITY = 2

describe('whatever happens, in whatever order', () => {
  it.each(['round-robin', 'least-busy'] as const)(
    'by %s nobody is given more than they can have, and nobody waits whom somebody could have',
    async (assign) => {
      const rules: AssignRules = {
        teams: [{ ...TEAM, assign, capacity: CAPACITY }],
        agents: [
          {
            id: 'a0' as AgentId,
            teams: ['support'],
            skills: ['billing'],
            languages: [],
            capacity: null,
          },
        ],
        confidence: 0.6,
      }
      await fc.assert(
        fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 30 }), async (steps) => {
          const database = await opened(AGENTS)
          const its = road(database, rules)
          const ids: ConversationId[] = []
          for (const one of steps) {
            const given = await givenTo(database)
            await take(database, its, ids, one)
            await its.assignment.idle()
            expect(await unfair(database, rules, given)).toEqual([])
          }
          await database.close()
        }),
        { numRuns: 25 },
      )
    },
  )
})

async function take(
  database: Database,
  { open, does, assignment }: ReturnType<typeof road>,
  ids: ConversationId[],
  one: Step,
): Promise<void> {
  if (one.do === 'open') {
    ids.push(await open(one.priority, one.skills))
    return
  }
  if (one.do === 'duty') {
    await member(database, `a${one.who}`, one.on)
    assignment.changed()
    return
  }
  const id = ids[one.which]
  if (id === undefined) return
  if (one.do === 'close') await does(id, boss, CLOSE)
  if (one.do === 'claim') await does(id, boss, { type: 'claim' })
  if (one.do === 'snooze') await does(id, boss, { type: 'snooze', until: clock.at + 99_999 })
  if (one.do === 'release') await does(id, boss, { type: 'release' })
}

async function givenTo({
  store,
}: Pick<Database, 'store'>): Promise<ReadonlyMap<ConversationId, Conversation>> {
  const claimed = await store.list({ statuses: ['claimed'], limit: 100 })
  return new Map(claimed.map((one) => [one.id, one]))
}

/**
 * What is wrong: who has more than they can, who waits though somebody could have them, and who was passed over
 * by what was given out since `before`.
 */
async function unfair(
  { store, people }: Database,
  { agents }: AssignRules,
  before: ReadonlyMap<ConversationId, Conversation>,
): Promise<readonly string[]> {
  const { loads } = await store.roster()
  const queue = await store.queue({ team: 'support', automatic: true }, 100)
  const free = (await people.all()).filter(
    ({ id, onDuty }) => onDuty && (loads.get(id) ?? 0) < CAPACITY,
  )
  const tooMany = [...loads].filter(([agent, load]) => agent !== boss.id && load > CAPACITY)
  const forgotten = queue.filter((one) => free.some(({ id }) => fits(one, id, agents)))
  const given = [...(await givenTo({ store }))].filter(([id]) => !before.has(id))
  const passed = given.flatMap(([, now]) => {
    const by = now.status === 'claimed' ? now.assignee.id : boss.id
    if (by === boss.id) return []
    return queue.filter((one) => isBefore(one, now) && fits(one, by, agents))
  })
  return [
    ...tooMany.map(([agent, load]) => `${agent} has ${load}`),
    ...forgotten.map(({ number }) => `${number} waits for nothing`),
    ...passed.map(({ number }) => `${number} was passed over`),
  ]
}

function isBefore(one: Conversation, other: Conversation): boolean {
  const rank = queueRank(one) - queueRank(other)
  const wait = (one.waitingSince ?? 0) - (other.waitingSince ?? 0)
  return (rank || wait || one.number - other.number) < 0
}

function fits(conversation: Conversation, id: AgentId, agents: AssignRules['agents']): boolean {
  const { skills = [] } = conversation
  const gaveBack =
    conversation.status === 'waiting' && conversation.formerly?.released
      ? conversation.formerly.agent.id
      : null
  const known = agents.find((one) => one.id === id)?.skills ?? []
  return id !== gaveBack && skills.every((skill) => known.includes(skill))
}
