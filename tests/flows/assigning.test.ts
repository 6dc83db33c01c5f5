import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import type { Route } from '../../src/conversation/conversation.ts'
import type { AgentId } from '../../src/conversation/ids.ts'
import type { Abilities, TeamRules } from '../../src/routing/assign-rules.ts'
import { world } from '../support/world.ts'

const MINUTE = 60_000

const SUPPORT: TeamRules = {
  id: 'support',
  name: 'Support',
  assign: 'round-robin',
  sticky: false,
  capacity: 3,
  overflow: null,
}
const VIP: TeamRules = { ...SUPPORT, id: 'vip', name: 'VIP' }

const BEN_KNOWS_BILLING: Abilities = {
  id: 'ben' as AgentId,
  teams: ['support'],
  skills: ['billing'],
  languages: ['de'],
  capacity: null,
}

type Setup = Parameters<typeof world>[0]

/** A team of support whose conversations are given out, with these differences. */
async function house(
  team: Partial<TeamRules> = {},
  setup: Setup & { readonly route?: (visitor: string) => Partial<Route> } = {},
) {
  const its = await world({
    ...setup,
    teams: setup.teams ?? [{ ...SUPPORT, ...team }, VIP],
    route: (visitor) => ({ team: 'support', ...setup.route?.(visitor) }),
  })
  const joins = (name: string, teams: readonly string[] = ['support']) =>
    its.member(name, 'agent', teams)

  /** They write, and it is given to somebody, or nobody. */
  async function comes(visitor: string): Promise<string | null> {
    await its.write('hello', visitor)
    await its.settled()
    return has(visitor)
  }

  async function has(visitor: string): Promise<string | null> {
    const conversation = await its.current(visitor)
    return conversation.status === 'claimed' ? conversation.assignee.name : null
  }

  async function gives(by: AgentId, visitor: string, command: string, args = {}): Promise<void> {
    expect(await its.command(by, (await its.current(visitor)).id, command, args)).toEqual({
      ok: true,
    })
    await its.settled()
  }

  async function duty(agent: AgentId, command: 'on' | 'off'): Promise<void> {
    await its.team.command({
      id: `${command} ${agent} ${its.clock.at}`,
      by: agent,
      conversation: null,
      name: command,
      args: {},
    })
    await its.settled()
  }

  /** What a visitor's thread shows. */
  const shows = async (visitor: string) => its.chat.shows((await its.current(visitor)).id)
  const place = async (visitor: string) => its.assignment.queuePlace(await its.current(visitor))

  /** Does what is due. */
  async function rings(): Promise<void> {
    its.timers.start()
    await its.timers.stop()
    await its.settled()
  }

  return { ...its, joins, comes, has, gives, duty, shows, place, rings }
}

describe('in turn', () => {
  it('three agents get one after another, and the thread says whose turn it was', async () => {
    const { joins, comes, shows, chat, current } = await house()
    for (const name of ['Ana', 'Ben', 'Cleo']) await joins(name)
    const got = []
    for (const visitor of ['mia', 'tom', 'lea', 'kim', 'joe', 'eva']) got.push(await comes(visitor))
    expect(got).toEqual(['Ana', 'Ben', 'Cleo', 'Ana', 'Ben', 'Cleo'])
    expect(await shows('tom')).toContain('Given to Ben, whose turn it was.')
    const [line] = chat.lines((await current('tom')).id)
    expect(line).toMatchObject({ tone: 'alert', for: ['ben'] })
  })

  it('what they are given is theirs: their words reach the visitor, who sees who answers', async () => {
    const { joins, comes, say, current, door, settled } = await house()
    const ana = await joins('Ana')
    await comes('mia')
    await say(ana, (await current('mia')).id, 'Hi Mia!')
    await settled()
    expect(door.sees('mia')).toEqual(['hello', 'Hi Mia!'])
    expect(door.states.at(-1)).toMatchObject({ status: 'claimed', agent: { name: 'Ana' } })
  })

  it('who has been given none for the longest is next, whatever they claimed by hand', async () => {
    const { joins, comes, gives, duty } = await house()
    const [ana] = [await joins('Ana'), await joins('Ben')]
    await comes('mia')
    await comes('tom')
    await duty(ana, 'off')
    await comes('lea')
    await gives(ana, 'lea', 'join')
    await duty(ana, 'on')
    expect(await comes('kim')).toBe('Ana')
  })
})

describe('the least busy', () => {
  it('gets the next, and what is claimed by hand counts', async () => {
    const { joins, comes, gives, duty, shows, has } = await house({ assign: 'least-busy' })
    const [ana, ben] = [await joins('Ana'), await joins('Ben')]
    await duty(ana, 'off')
    await duty(ben, 'off')
    await comes('mia')
    await comes('tom')
    await gives(ben, 'mia', 'claim')
    await gives(ben, 'tom', 'claim')
    await duty(ana, 'on')
    await duty(ben, 'on')
    expect(await comes('lea')).toBe('Ana')
    expect(await comes('kim')).toBe('Ana')
    expect(await shows('kim')).toContain('Given to Ana, who has the fewest.')
    await gives(ben, 'mia', 'close', { outcome: 'answered' })
    await gives(ben, 'tom', 'snooze', { until: '3h' })
    expect(await comes('joe')).toBe('Ben')
    expect(await has('tom')).toBeNull()
  })
})

describe('whom the visitor knows', () => {
  it('has what they take up again, and their next one', async () => {
    const { joins, comes, gives, has, shows, clock } = await house({ sticky: true })
    const [, ben] = [await joins('Ana'), await joins('Ben')]
    expect([await comes('mia'), await comes('tom')]).toEqual(['Ana', 'Ben'])
    await gives(ben, 'tom', 'close', { outcome: 'answered' })
    expect(await comes('tom')).toBe('Ben')
    expect(await shows('tom')).toContain('Given to Ben, whom Tom knows.')
    await gives(ben, 'tom', 'close', { outcome: 'answered' })
    clock.at += 8 * 24 * 60 * MINUTE
    expect(await comes('tom')).toBe('Ben')
    expect(await has('mia')).toBe('Ana')
  })

  it('does not have it before others when they are off duty, nor where the team has it otherwise', async () => {
    const { joins, comes, gives, duty } = await house({ sticky: true })
    const [, ben] = [await joins('Ana'), await joins('Ben')]
    await comes('mia')
    await comes('tom')
    await gives(ben, 'tom', 'close', { outcome: 'answered' })
    await duty(ben, 'off')
    expect(await comes('tom')).toBe('Ana')

    const other = await house({ sticky: false })
    const [ana] = [await other.joins('Ana'), await other.joins('Ben')]
    await other.comes('mia')
    await other.gives(ana, 'mia', 'close', { outcome: 'answered' })
    expect(await other.comes('mia')).toBe('Ben')
  })
})

describe('when everybody has their hands full', () => {
  it('a visitor waits in the queue, knows their place, and is given to whoever closes one', async () => {
    const { joins, comes, gives, has, place, clock } = await house({ capacity: 1 })
    const ana = await joins('Ana')
    expect(await comes('mia')).toBe('Ana')
    clock.at += MINUTE
    expect(await comes('tom')).toBeNull()
    clock.at += MINUTE
    expect(await comes('lea')).toBeNull()
    expect([await place('mia'), await place('tom'), await place('lea')]).toEqual([null, 1, 2])
    await gives(ana, 'mia', 'close', { outcome: 'answered' })
    expect([await has('tom'), await has('lea'), await place('lea')]).toEqual(['Ana', null, 1])
  })

  it('the most urgent is next, whoever has waited longer', async () => {
    const { joins, comes, gives, has, place, clock } = await house(
      { capacity: 1 },
      { route: (visitor) => ({ priority: visitor === 'lea' ? 'urgent' : 'normal' }) },
    )
    const ana = await joins('Ana')
    for (const visitor of ['mia', 'tom', 'lea']) {
      await comes(visitor)
      clock.at += MINUTE
    }
    expect([await place('tom'), await place('lea')]).toEqual([2, 1])
    await gives(ana, 'mia', 'close', { outcome: 'answered' })
    expect([await has('tom'), await has('lea')]).toEqual([null, 'Ana'])
  })

  it('nobody on duty is the same, until somebody comes', async () => {
    const { joins, comes, duty, has } = await house()
    const ana = await joins('Ana')
    await duty(ana, 'off')
    expect(await comes('mia')).toBeNull()
    await duty(ana, 'on')
    expect(await has('mia')).toBe('Ana')
    await duty(ana, 'off')
    expect(await has('mia')).toBe('Ana')
  })

  it('a snoozed one leaves room for another', async () => {
    const { joins, comes, gives, has } = await house({ capacity: 1 })
    const ana = await joins('Ana')
    await comes('mia')
    await comes('tom')
    await gives(ana, 'mia', 'snooze', { until: '3h' })
    expect(await has('tom')).toBe('Ana')
  })
})

describe('what was given back', () => {
  it('goes to another, and not straight to who gave it back', async () => {
    const { joins, comes, gives, has, shows } = await house()
    const [ana] = [await joins('Ana'), await joins('Ben')]
    await comes('mia')
    await gives(ana, 'mia', 'release')
    expect(await has('mia')).toBe('Ben')
    expect(await shows('mia')).toContain('Given to Ben, whose turn it was.')
  })

  it('waits when nobody else is there, and may be claimed again', async () => {
    const { joins, comes, gives, has, place } = await house()
    const ana = await joins('Ana')
    await comes('mia')
    await gives(ana, 'mia', 'release')
    expect([await has('mia'), await place('mia')]).toEqual([null, 1])
    await gives(ana, 'mia', 'claim')
    expect(await has('mia')).toBe('Ana')
  })

  it('is given on though it was answered, as soon as its visitor waits again', async () => {
    const { joins, comes, gives, has, say, current, settled } = await house()
    const [ana] = [await joins('Ana'), await joins('Ben')]
    await comes('mia')
    await say(ana, (await current('mia')).id, 'Hi!')
    await settled()
    await gives(ana, 'mia', 'release')
    expect(await has('mia')).toBeNull()
    expect(await comes('mia')).toBe('Ben')
  })

  it.each([
    ['closed', 'close', { outcome: 'answered' }],
    ['put to sleep', 'snooze', { until: '3h' }],
  ])('and then %s is given on when its visitor writes again', async (_, command, args) => {
    const { joins, comes, gives, has, say, current, settled } = await house()
    const [ana] = [await joins('Ana'), await joins('Ben')]
    await comes('mia')
    await say(ana, (await current('mia')).id, 'Hi!')
    await settled()
    await gives(ana, 'mia', 'release')
    await gives(ana, 'mia', command, args)
    expect(await has('mia')).toBeNull()
    expect(await comes('mia')).toBe('Ben')
  })

  it('does not come straight back by being put to sleep', async () => {
    const { joins, comes, gives, place } = await house()
    const ana = await joins('Ana')
    await comes('mia')
    await gives(ana, 'mia', 'release')
    await gives(ana, 'mia', 'snooze', { until: '3h' })
    expect(await comes('mia')).toBeNull()
    expect(await place('mia')).toBe(1)
  })
})

describe('who takes one by hand', () => {
  it('past others is seen by all', async () => {
    const { joins, comes, gives, duty, shows, clock } = await house()
    const ana = await joins('Ana')
    await duty(ana, 'off')
    for (const visitor of ['mia', 'tom', 'lea', 'kim']) {
      await comes(visitor)
      clock.at += MINUTE
    }
    await gives(ana, 'kim', 'claim')
    expect(await shows('kim')).toContain(
      'Ana claimed this, past 3 that were before it in the queue.',
    )
    await gives(ana, 'tom', 'join')
    expect(await shows('tom')).toContain(
      'Ana claimed this, past 1 that was before it in the queue.',
    )
    await gives(ana, 'mia', 'claim')
    expect(await shows('mia')).toContain('Ana claimed this.')
  })

  it('past others by sending what was kept as a note is seen, too', async () => {
    const { joins, comes, gives, duty, shows, say, current } = await house()
    const ana = await joins('Ana')
    await duty(ana, 'off')
    await comes('mia')
    await comes('tom')
    const answer = await say(ana, (await current('tom')).id, 'Hi Tom!')
    await gives(ana, 'tom', 'send', { message: (answer.ok && answer.message) || '' })
    expect(await shows('tom')).toContain(
      'Ana claimed this, past 1 that was before it in the queue.',
    )
  })

  it('is told of nothing where everybody takes their own, and nothing is given out there', async () => {
    const { joins, comes, gives, shows, place } = await house({ assign: 'manual' })
    const ana = await joins('Ana')
    expect([await comes('mia'), await comes('tom')]).toEqual([null, null])
    expect(await place('tom')).toBeNull()
    await gives(ana, 'tom', 'claim')
    expect(await shows('tom')).toContain('Ana claimed this.')
  })

  it('keeps it, though it is in the queue of a look that is under way', async () => {
    const { joins, duty, comes, has, current, command, settled } = await house()
    const [ana, ben] = [await joins('Ana'), await joins('Ben')]
    await duty(ana, 'off')
    await duty(ben, 'off')
    await comes('mia')
    const { id } = await current('mia')
    const [answer] = await Promise.all([command(ana, id, 'claim'), duty(ben, 'on')])
    await settled()
    expect(await has('mia')).toBe(answer.ok ? 'Ana' : 'Ben')
  })
})

describe('/queue', () => {
  it('says who is next, where conversations are given out in order', async () => {
    const { joins, comes, duty, team, clock } = await house(
      {},
      { route: (visitor) => (visitor === 'lea' ? { priority: 'urgent' } : {}) },
    )
    const ana = await joins('Ana')
    await comes('joe')
    await duty(ana, 'off')
    for (const visitor of ['tom', 'lea']) {
      clock.at += MINUTE
      await comes(visitor)
    }
    const asked = { id: 'q', by: ana, conversation: null, name: 'queue', args: {} }
    expect(await team.command(asked)).toMatchObject({
      text: [
        '3 visitors wait for an answer.',
        '#1001 Joe — waits two minutes · Ana · Shop',
        '#1002 Tom — waits one minute · nobody has it · Shop · number 2 in Support’s queue',
        '#1003 Lea — waits a moment · nobody has it · urgent priority · Shop · next in Support’s queue',
      ].join('\n'),
    })
  })
})

describe('a rule', () => {
  it('gives out what its team would take by hand, and leaves by hand what it says so of', async () => {
    const { joins, comes } = await house(
      { assign: 'manual' },
      { route: (visitor) => (visitor === 'mia' ? { assign: 'least-busy' } : {}) },
    )
    await joins('Ana')
    expect([await comes('mia'), await comes('tom')]).toEqual(['Ana', null])

    const other = await house({}, { route: () => ({ assign: 'manual' }) })
    await other.joins('Ana')
    expect(await other.comes('mia')).toBeNull()
  })

  it('asks for a skill, and who lacks it does not hold up others', async () => {
    const { joins, comes, duty, has, shows } = await house(
      {},
      {
        route: (visitor) => (visitor === 'mia' ? { skills: ['billing'] } : {}),
        agents: [BEN_KNOWS_BILLING],
      },
    )
    const [, ben] = [await joins('Ana'), await joins('Ben')]
    await duty(ben, 'off')
    expect([await comes('mia'), await comes('tom')]).toEqual([null, 'Ana'])
    await duty(ben, 'on')
    expect(await has('mia')).toBe('Ben')
    expect(await shows('mia')).toContain('Given to Ben, who knows billing.')
  })
})

describe('sorting', () => {
  it('is waited for, so that the labels choose the team', async () => {
    const sorted = Promise.withResolvers<void>()
    const { joins, comes, has, router, store, current, settled, assignment } = await house(
      {},
      { settled: () => sorted.promise },
    ).then((its) => ({ ...its, store: its.database.store }))
    await joins('Ana')
    await joins('Vera', ['vip'])
    expect(await comes('mia')).toBeNull()
    // Nor does another occasion give it away before.
    assignment.changed()
    await settled()
    expect(await has('mia')).toBeNull()
    const { id, places } = await current('mia')
    await router.fulfil({
      key: id,
      by: { kind: 'automation', rule: 'sorting' },
      load: () => store.load(id),
      action: async () => ({
        type: 'classify',
        classifier: 'test',
        labels: {},
        to: { route: { places, team: 'vip', priority: 'high', tags: [] } },
      }),
      source: null,
    })
    await settled()
    expect(await has('mia')).toBeNull()
    sorted.resolve()
    await expect.poll(() => has('mia')).toBe('Vera')
  })
})

describe('what nobody of a team took in time', () => {
  const HELPED = { overflow: { team: 'vip', after: 2 * MINUTE } }

  it('is with the team that helps out, visibly and once', async () => {
    const { joins, comes, has, shows, rings, current, clock } = await house(
      {},
      {
        teams: [
          { ...SUPPORT, ...HELPED },
          { ...VIP, overflow: { team: 'support', after: MINUTE } },
        ],
      },
    )
    expect(await comes('mia')).toBeNull()
    clock.at += 2 * MINUTE - 1
    await rings()
    expect((await current('mia')).team).toBe('support')
    clock.at += 1
    await rings()
    expect((await current('mia')).team).toBe('vip')
    expect(await shows('mia')).toContain(
      'Nobody of Support was free for two minutes: this is with VIP now.',
    )
    clock.at += 9 * MINUTE
    await rings()
    expect((await current('mia')).team).toBe('vip')
    await joins('Vera', ['vip'])
    await comes('mia')
    expect(await has('mia')).toBe('Vera')
  })

  it('stays with who has it, and where it is by the time the settings say otherwise', async () => {
    const { joins, comes, rings, current, clock, database } = await house(HELPED)
    await joins('Ana')
    expect(await comes('mia')).toBe('Ana')
    expect(await database.store.nextDue()).toBeNull()
    clock.at += 9 * MINUTE
    await rings()
    expect((await current('mia')).team).toBe('support')

    const teams = [{ ...SUPPORT, ...HELPED }, VIP]
    const other = await house({}, { teams })
    await other.comes('mia')
    teams[0] = SUPPORT
    other.clock.at += 9 * MINUTE
    await other.rings()
    expect((await other.current('mia')).team).toBe('support')
    expect(await other.database.store.nextDue()).toBeNull()
  })

  it('has the whole time of the team that it was sent to', async () => {
    const { comes, current, router, clock, database } = await house(
      {},
      {
        teams: [
          { ...SUPPORT, ...HELPED },
          { ...VIP, overflow: { team: 'support', after: 5 * MINUTE } },
        ],
      },
    )
    await comes('mia')
    clock.at += MINUTE
    const { id, places } = await current('mia')
    const route = { places, team: 'vip', priority: 'normal', tags: [] } as const
    await router.fulfil({
      key: id,
      by: { kind: 'automation', rule: 'sorting' },
      load: () => database.store.load(id),
      action: async () => ({ type: 'reroute', why: 'labels', to: { route } }),
      source: null,
    })
    expect(await database.store.nextDue()).toBe(clock.at + 5 * MINUTE)
  })

  it('also where everybody takes their own', async () => {
    const { comes, rings, current, clock } = await house({ ...HELPED, assign: 'manual' })
    await comes('mia')
    clock.at += 2 * MINUTE
    await rings()
    expect((await current('mia')).team).toBe('vip')
  })
})

describe('after a crash', () => {
  it('what waited is given out at the start', async () => {
    const dir = mkdtempSync(join(tmpdir(), 'greenroom-assigning-'))
    onTestFinished(() => rmSync(dir, { recursive: true, force: true }))
    const file = join(dir, 'greenroom.db')
    const before = await house({}, { file })
    await before.joins('Ana')
    await before.assignment.stop()
    await before.write('hello', 'mia')
    expect(await before.has('mia')).toBeNull()
    await before.delivery.stop()
    await before.database.close()

    const after = await house({}, { file })
    after.assignment.changed()
    await after.settled()
    expect(await after.has('mia')).toBe('Ana')
  })
})
