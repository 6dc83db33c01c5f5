import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { AgentId } from '../../src/conversation/ids.ts'
import type { Asked, Candidate } from '../../src/routing/assign.ts'
import { chooseAgent } from '../../src/routing/assign.ts'

const SUPPORT = { id: 'support', name: 'Support' }

function agent(name: string, rest: Partial<Candidate> = {}): Candidate {
  return {
    id: name.toLowerCase() as AgentId,
    name,
    role: 'agent',
    active: true,
    onDuty: true,
    teams: ['support'],
    skills: [],
    languages: [],
    load: 0,
    capacity: 3,
    turn: 0,
    ...rest,
  }
}

function asked(rest: Partial<Asked> = {}): Asked {
  return {
    team: SUPPORT,
    way: 'round-robin',
    skills: [],
    language: null,
    visitor: 'Mia',
    knows: null,
    not: null,
    ...rest,
  }
}

const id = (name: string) => name as AgentId
const off = { onDuty: false }
const full = { load: 3 }
const busy = asked({ way: 'least-busy' })
const german = asked({ language: 'de-AT' })
const billing = asked({ skills: ['billing'] })
const both = asked({ skills: ['billing', 'refunds'] })
const sticky = asked({ knows: id('ana') })
const handedBack = asked({ not: id('ana') })

const TURN = 'whose turn it was'
const FEWEST = 'who has the fewest'
const OFF_DUTY = 'nobody of Support is on duty'
const FULL = 'everyone of Support who is on duty has as many as they take'

/** What it is called, what is asked, who is there, and who gets it (null: the queue) with why. */
type Case = readonly [
  title: string,
  asked: Asked,
  there: readonly Candidate[],
  to: string | null,
  why: string,
]

const PRESENCE: readonly Case[] = [
  ['nobody is there', asked(), [], null, OFF_DUTY],
  ['the one who is on duty', asked(), [agent('Ana')], 'Ana', TURN],
  ['nobody who is off duty', asked(), [agent('Ana', off)], null, OFF_DUTY],
  ['the other of whom one is off duty', asked(), [agent('Ana', off), agent('Ben')], 'Ben', TURN],
  ['nobody who was taken out', asked(), [agent('Ana', { active: false })], null, OFF_DUTY],
  ['no creator', asked(), [agent('Luna', { role: 'creator' })], null, OFF_DUTY],
  ['a supervisor of the team, too', asked(), [agent('Eve', { role: 'supervisor' })], 'Eve', TURN],
  ['nobody of another team', asked(), [agent('Ana', { teams: ['vip'] })], null, OFF_DUTY],
  ['who is in several teams', asked(), [agent('Ana', { teams: ['vip', 'support'] })], 'Ana', TURN],
  ['nobody who is in no team', asked(), [agent('Ana', { teams: [] })], null, OFF_DUTY],
  [
    'nobody, where there is no team',
    asked({ team: null }),
    [agent('Ana')],
    null,
    'it is no team’s',
  ],
  [
    'nobody, where they claim by hand',
    asked({ way: 'manual' }),
    [agent('Ana')],
    null,
    'in Support everybody takes their own',
  ],
  [
    'nobody, where they claim by hand, though the visitor knows one',
    asked({ way: 'manual', knows: id('ana') }),
    [agent('Ana')],
    null,
    'in Support everybody takes their own',
  ],
]

const CAPACITY: readonly Case[] = [
  ['who has room for one more', asked(), [agent('Ana', { load: 2 })], 'Ana', TURN],
  ['nobody whose hands are full', asked(), [agent('Ana', full)], null, FULL],
  ['nobody who has more than they may', asked(), [agent('Ana', { load: 9 })], null, FULL],
  ['the other of whom one is full', asked(), [agent('Ana', full), agent('Ben')], 'Ben', TURN],
  ['by their own capacity', asked(), [agent('Ana', { load: 5, capacity: 6 })], 'Ana', TURN],
  ['not by more than their own', asked(), [agent('Ana', { load: 1, capacity: 1 })], null, FULL],
  ['nobody, when all are full', asked(), [agent('Ana', full), agent('Ben', full)], null, FULL],
  [
    'nobody, when one is full and one away',
    asked(),
    [agent('A', full), agent('B', off)],
    null,
    FULL,
  ],
]

const ORDER: readonly Case[] = [
  [
    'the longest since',
    asked(),
    [agent('Ana', { turn: 5 }), agent('Ben', { turn: 4 })],
    'Ben',
    TURN,
  ],
  ['who never had one first', asked(), [agent('Ana', { turn: 1 }), agent('Ben')], 'Ben', TURN],
  ['of equals the first by id', asked(), [agent('Ben'), agent('Ana')], 'Ana', TURN],
  [
    'in turn, however many they have',
    asked(),
    [agent('Ana', { turn: 1, load: 2 }), agent('Ben', { turn: 2 })],
    'Ana',
    TURN,
  ],
  ['the fewest', busy, [agent('Ana', { load: 2 }), agent('Ben', { load: 1 })], 'Ben', FEWEST],
  [
    'the fewest, whoever’s turn it is',
    busy,
    [agent('Ana', { load: 1, turn: 1 }), agent('Ben', { load: 0, turn: 9 })],
    'Ben',
    FEWEST,
  ],
  [
    'of those with as few the longest since',
    busy,
    [agent('Ana', { load: 1, turn: 8 }), agent('Ben', { load: 1, turn: 3 })],
    'Ben',
    FEWEST,
  ],
  [
    'of equals the first by id, of the least busy',
    busy,
    [agent('Ben'), agent('Ana')],
    'Ana',
    FEWEST,
  ],
  [
    'the fewest of those who have room',
    busy,
    [agent('Ana', { load: 1, capacity: 1 }), agent('Ben', { load: 2 })],
    'Ben',
    FEWEST,
  ],
]

const ANA_KNOWN = 'whom Mia knows'
const STICKY: readonly Case[] = [
  ['whom they know', sticky, [agent('Ana', { turn: 9 }), agent('Ben')], 'Ana', ANA_KNOWN],
  ['another when that one is away', sticky, [agent('Ana', off), agent('Ben')], 'Ben', TURN],
  ['another when that one is full', sticky, [agent('Ana', full), agent('Ben')], 'Ben', TURN],
  [
    'another when that one is of another team',
    sticky,
    [agent('Ana', { teams: ['vip'] }), agent('Ben')],
    'Ben',
    TURN,
  ],
  ['another when that one is gone', sticky, [agent('Ben')], 'Ben', TURN],
  ['the queue when only that one was there, and full', sticky, [agent('Ana', full)], null, FULL],
  [
    'whom they know rather than who speaks their language',
    asked({ knows: id('ana'), language: 'de' }),
    [agent('Ana', { languages: ['en'] }), agent('Ben', { languages: ['de'] })],
    'Ana',
    ANA_KNOWN,
  ],
  [
    'who has the skill rather than whom they know',
    asked({ knows: id('ana'), skills: ['billing'] }),
    [agent('Ana'), agent('Ben', { skills: ['billing'] })],
    'Ben',
    'who knows billing',
  ],
  [
    'whom they know, of the least busy too',
    asked({ way: 'least-busy', knows: id('ana') }),
    [agent('Ana', { load: 2 }), agent('Ben')],
    'Ana',
    ANA_KNOWN,
  ],
]

const SKILLS: readonly Case[] = [
  [
    'who knows it',
    billing,
    [agent('Ana'), agent('Ben', { skills: ['billing'] })],
    'Ben',
    'who knows billing',
  ],
  [
    'who knows all of it',
    both,
    [agent('Ana', { skills: ['billing'] }), agent('Ben', { skills: ['refunds', 'billing'] })],
    'Ben',
    'who knows billing and refunds',
  ],
  [
    'in turn of those who know it',
    billing,
    [
      agent('Ana'),
      agent('Ben', { skills: ['billing'], turn: 2 }),
      agent('Cleo', { skills: ['billing'] }),
    ],
    'Cleo',
    'who knows billing and whose turn it was',
  ],
  [
    'whose turn it was, where all know it',
    billing,
    [agent('Ana', { skills: ['billing'] }), agent('Ben', { skills: ['billing'] })],
    'Ana',
    TURN,
  ],
  ['nobody, where nobody knows it', billing, [agent('Ana')], null, 'nobody on duty knows billing'],
  [
    'nobody, where only one knows it who is away',
    billing,
    [agent('Ana'), agent('Ben', { ...off, skills: ['billing'] })],
    null,
    'nobody on duty knows billing',
  ],
  [
    'nobody, where each knows a part',
    both,
    [agent('Ana', { skills: ['billing'] }), agent('Ben', { skills: ['refunds'] })],
    null,
    'nobody on duty knows billing and refunds',
  ],
  [
    'nobody, where who knows it is full',
    billing,
    [agent('Ana'), agent('Ben', { ...full, skills: ['billing'] })],
    null,
    'everyone on duty who knows billing has as many as they take',
  ],
]

const LANGUAGES: readonly Case[] = [
  [
    'who speaks it',
    german,
    [agent('Ana', { languages: ['en'] }), agent('Ben', { languages: ['en', 'de'], turn: 9 })],
    'Ben',
    'who speaks German',
  ],
  ['in turn, where nobody said what they speak', german, [agent('Ana'), agent('Ben')], 'Ana', TURN],
  [
    'in turn, where nobody speaks it',
    german,
    [agent('Ana', { languages: ['fr'] }), agent('Ben', { languages: ['es'] })],
    'Ana',
    TURN,
  ],
  [
    'another, where who speaks it is full',
    german,
    [agent('Ana'), agent('Ben', { ...full, languages: ['de'] })],
    'Ana',
    TURN,
  ],
  [
    'in turn of those who speak it',
    german,
    [
      agent('Ana'),
      agent('Ben', { languages: ['de'], turn: 2 }),
      agent('Cleo', { languages: ['de'] }),
    ],
    'Cleo',
    'who speaks German and whose turn it was',
  ],
  [
    'in turn, where all speak it',
    german,
    [agent('Ana', { languages: ['de'], turn: 2 }), agent('Ben', { languages: ['de'] })],
    'Ben',
    TURN,
  ],
  [
    'in turn, where nobody knows the visitor’s',
    asked(),
    [agent('Ana'), agent('Ben', { languages: ['de'] })],
    'Ana',
    TURN,
  ],
  [
    'who speaks it in whatever country',
    asked({ language: 'pt' }),
    [agent('Ana', { languages: ['es'] }), agent('Ben', { languages: ['pt-BR'] })],
    'Ben',
    'who speaks Portuguese',
  ],
  [
    'who speaks it, of those who know the matter',
    asked({ language: 'de', skills: ['billing'] }),
    [
      agent('Ana', { languages: ['de'] }),
      agent('Ben', { languages: ['de'], skills: ['billing'] }),
      agent('Cleo', { languages: ['en'], skills: ['billing'] }),
    ],
    'Ben',
    'who speaks German and who knows billing',
  ],
]

const BACK: readonly Case[] = [
  [
    'another than who gave it back',
    handedBack,
    [agent('Ana'), agent('Ben', { turn: 9 })],
    'Ben',
    TURN,
  ],
  [
    'nobody, where only who gave it back is there',
    handedBack,
    [agent('Ana'), agent('Ben', off)],
    null,
    'nobody is on duty but who gave it back',
  ],
  [
    'nobody, where all but who gave it back are full',
    handedBack,
    [agent('Ana'), agent('Ben', full)],
    null,
    FULL,
  ],
  [
    'another than who gave it back, though they know each other',
    asked({ not: id('ana'), knows: id('ana') }),
    [agent('Ana'), agent('Ben')],
    'Ben',
    TURN,
  ],
]

describe.each<readonly [string, readonly Case[]]>([
  ['by presence goes to', PRESENCE],
  ['by capacity goes to', CAPACITY],
  ['in order goes to', ORDER],
  ['by acquaintance goes to', STICKY],
  ['by skill goes to', SKILLS],
  ['by language goes to', LANGUAGES],
  ['that was given back goes to', BACK],
])('a conversation %s', (_, cases) => {
  it.each(cases)('%s', (__, wanted, there, to, why) => {
    const choice = chooseAgent(wanted, there)
    expect([choice.to?.name ?? null, choice.why]).toEqual([to, why])
  })
})

const LANGS = ['en', 'de', 'fr']
const crowd = fc.array(
  fc.record({
    onDuty: fc.boolean(),
    skills: fc.subarray(['billing', 'refunds']),
    languages: fc.subarray(LANGS),
    load: fc.nat(4),
    capacity: fc.integer({ min: 1, max: 4 }),
    turn: fc.nat(50),
  }),
  { maxLength: 8 },
)
const wish = fc.record({
  way: fc.constantFrom('round-robin', 'least-busy'),
  skills: fc.subarray(['billing', 'refunds']),
  language: fc.option(fc.constantFrom(...LANGS)),
  knows: fc.option(fc.nat(8)),
})

const named = (parts: readonly Partial<Candidate>[]) =>
  parts.map((part, index) => agent(`A${index}`, part))

describe('whoever is there', () => {
  it('one who may have it gets it, or the queue where there is none', () => {
    fc.assert(
      fc.property(crowd, wish, (parts, { way, skills, language, knows }) => {
        const there = named(parts)
        const known = knows === null ? null : id(`a${knows}`)
        const { to } = chooseAgent(asked({ way, skills, language, knows: known }), there)
        const may = there.filter(
          (one) =>
            one.onDuty &&
            one.load < one.capacity &&
            skills.every((skill) => one.skills.includes(skill)),
        )
        expect(to === null).toBe(may.length === 0)
        const best = may.filter((one) => one.id === known)
        expect(to === null || (best.length > 0 ? best : may).includes(to)).toBe(true)
      }),
    )
  })

  it('the order in which they are listed changes nothing', () => {
    fc.assert(
      fc.property(crowd, wish, (parts, { way, skills, language }) => {
        const there = named(parts)
        const wanted = asked({ way, skills, language })
        expect(chooseAgent(wanted, there.toReversed())).toEqual(chooseAgent(wanted, there))
      }),
    )
  })

  it('n agents, each in turn, who always have room get k each of n·k', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 9 }), (n, k) => {
        let there = named(Array.from({ length: n }, () => ({ capacity: 1_000 })))
        const got = new Map<string, number>()
        for (let turn = 1; turn <= n * k; turn += 1) {
          const to = chooseAgent(asked(), there).to
          if (!to) throw new Error('Nobody got it.')
          got.set(to.id, (got.get(to.id) ?? 0) + 1)
          there = there.map((one) =>
            one.id === to.id ? { ...one, turn, load: one.load + 1 } : one,
          )
        }
        expect([...got.values()]).toEqual(Array.from({ length: n }, () => k))
      }),
    )
  })
})
