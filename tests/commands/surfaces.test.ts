import { describe, expect, it } from 'vitest'
import type { Rerouted } from '../../src/conversation/actions.ts'
import type { Role } from '../../src/conversation/actor.ts'
import { decide } from '../../src/conversation/decide.ts'
import type { Command, Input } from '../../src/commands/command.ts'
import { mayPress } from '../../src/commands/command.ts'
import { commandNamed, commands } from '../../src/commands/index.ts'
import { interpret } from '../../src/routing/interpret.ts'
import { CHOICES } from '../support/example-labels.ts'
import {
  ana,
  ben,
  given,
  nina,
  NINE,
  person,
  POLICY,
  refTo,
  says,
  the,
  writes,
} from '../support/given.ts'

const ROLES: readonly Role[] = ['creator', 'agent', 'supervisor', 'lead', 'admin']

const REROUTED: Rerouted = {
  route: { places: [], team: 'billing', priority: 'normal', tags: [] },
}

const SAMPLE: Readonly<Record<string, string>> = {
  text: 'some words',
  agent: 'Ben',
  duration: '3h',
  tag: 'refund',
  priority: 'high',
  outcome: 'answered',
  canned: 'hello',
  word: 'supervisor',
  chat: 'slack',
  label: 'Where is my order',
  team: 'Billing',
  teams: 'Billing',
  message: 'n1',
}

function sampleOf({ kind, choices }: Command['args'][number]): string {
  const sample = SAMPLE[kind] ?? ''
  return choices.length === 0 || choices.includes(sample) ? sample : (choices[0] ?? '')
}

function input(command: Command, role: Role, overrides: Partial<Input> = {}): Input {
  return {
    args: Object.fromEntries(command.args.map((arg) => [arg.name, sampleOf(arg)])),
    by: person('Sam', role),
    now: NINE,
    zone: 'UTC',
    target: the('n1'),
    agent: (name) => (name === 'Ben' ? refTo(ben) : null),
    fellows: () => [{ ...refTo(ben), role: 'agent', onDuty: true, teams: [] }],
    inboxName: () => 'Shop',
    open: async () => [],
    queuePlace: async () => null,
    queued: async () => null,
    staff: async () => [],
    teamsBy: async () => null,
    past: async () => 0,
    chats: ['desk', 'slack'],
    places: [{ chat: 'desk', channel: 'support' }],
    placeIn: (chat) => ({ chat, channel: 'support' }),
    newMessageId: () => the('new').id,
    history: async () => [],
    moves: async () => [],
    routing: async () => [],
    sure: 0.6,
    labels: CHOICES.intents,
    rerouted: async () => REROUTED,
    teams: [{ id: 'billing', name: 'Billing' }],
    queueOf: () => REROUTED,
    canned: async () => [{ name: 'hello', text: 'Hello there!' }],
    ...overrides,
  }
}

describe.each(commands.map((command) => [command.name, command] as const))('/%s', (_, command) => {
  it('has a summary that starts with a verb, and names that are its own', () => {
    expect(command.summary).toMatch(/^[A-Z][a-z]+/)
    expect(command.summary).not.toMatch(/\.$/)
    for (const name of [command.name, ...command.aliases]) expect(commandNamed(name)).toBe(command)
  })

  it('can be typed as a line with what its form asks for', () => {
    const typed = command.args
      .map((arg) => `${arg.kind === 'agent' ? '@' : ''}${sampleOf(arg)}`)
      .join(' ')
    const line = interpret(`/${command.name} ${typed}`, ['Ben'])
    expect(line).toMatchObject({ kind: 'command', parsed: { ok: true, name: command.name } })
    expect(interpret(`!${command.name} ${typed}`, ['Ben'])).toEqual(line)
  })

  it('takes the rest of the line only last', () => {
    const early = command.args.slice(0, -1)
    expect(early.map((arg) => arg.kind)).not.toContain('text')
  })

  it('asks for what is optional after what is not, but for a name, which its @ tells', () => {
    const [first, ...rest] = command.args
    const named = first?.kind === 'agent' && !first.required
    const required = (named ? rest : command.args).map((arg) => arg.required)
    expect(required).toEqual(required.toSorted((a, b) => Number(b) - Number(a)))
  })

  it('comes to an action or an answer', async () => {
    const outcome = await command.run(input(command, 'admin'))
    expect(Object.keys(outcome)[0]).toMatch(/^(do|member|text|insert)$/)
  })

  it('says in a sentence what is wrong with an argument that is nonsense', async () => {
    const picky = command.args.filter((arg) =>
      ['agent', 'duration', 'priority', 'outcome', 'chat'].includes(arg.kind),
    )
    for (const arg of picky) {
      const outcome = await command.run(
        input(command, 'admin', { args: { [arg.name]: 'nonsense!' } }),
      )
      expect(outcome).toEqual({ wrong: expect.stringMatching(/[.:]/) as unknown })
    }
  })
})

describe('buttons', () => {
  const close = { type: 'close', outcome: 'answered', note: '', message: the('x').id } as const
  const situations = {
    waiting: given([nina, writes('hello')]),
    'claimed by Ben': given([nina, writes('hello')], [ben, { type: 'claim' }]),
    'claimed by Ana': given([nina, writes('hello')], [ana, { type: 'claim' }]),
    snoozed: given([nina, writes('hello')], [ben, { type: 'snooze', until: NINE + 86_400_000 }]),
    closed: given([nina, writes('hello')], [ben, close]),
  }

  it.each(Object.entries(situations))(
    'are there just when they would be granted: %s',
    async (_, story) => {
      const inVain: string[] = []
      for (const role of ROLES) {
        for (const someone of [
          { ...ben, role },
          { ...ana, role },
        ]) {
          for (const command of commands) {
            if (!command.button) continue
            const pressed = await command.run(
              input(command, role, {
                by: someone,
                agent: () => ({ id: person('Zoe', 'agent').id, name: 'Zoe' }),
              }),
            )
            if (!('do' in pressed)) continue
            const shown = mayPress(command, story.conversation, someone)
            const granted = decide(
              story.conversation,
              { by: someone, action: pressed.do },
              story.now,
              POLICY,
            ).ok
            if (shown && !granted) inVain.push(`${command.name} for ${role} ${someone.name}`)
          }
        }
      }
      expect(inVain).toEqual([])
    },
  )

  it('offer Claim to every agent while nobody has it', () => {
    const { conversation } = situations.waiting
    expect(commandNamed('claim')?.button?.when(conversation, ben)).toBe(true)
    expect(
      commandNamed('claim')?.button?.when(situations['claimed by Ben'].conversation, ana),
    ).toBe(false)
  })
})

describe('/help', () => {
  it('lists what one’s role may do, and no more', async () => {
    const help = commandNamed('help')
    const textFor = async (role: Role) => {
      const outcome = await help?.run(input(help, role))
      return outcome && 'text' in outcome ? outcome.text : ''
    }
    expect(await textFor('creator')).not.toMatch(/\/claim/)
    expect(await textFor('agent')).toMatch(/\/transfer <agent> \[note\] — Hand/)
    expect(await textFor('agent')).not.toMatch(/\/takeover/)
    expect(await textFor('supervisor')).toMatch(/\/takeover/)
  })
})

describe('/canned', () => {
  it('inserts by name or by a beginning that only one has, and lists otherwise', async () => {
    const canned = commandNamed('canned')
    const replies = [
      { name: 'refund', text: 'Your refund…' },
      { name: 'refuse', text: 'Sadly…' },
    ]
    const run = (name: string) =>
      canned?.run(input(canned, 'agent', { args: { name }, canned: async () => replies }))
    expect(await run('refund')).toEqual({ insert: 'Your refund…' })
    expect(await run('REFUN')).toEqual({ insert: 'Your refund…' })
    expect(await run('refu')).toEqual({ wrong: expect.stringContaining('“refu”') as unknown })
    expect(await run('')).toEqual({ text: expect.stringContaining('refuse: Sadly…') as unknown })
  })
})

describe('a rule', () => {
  it('that assigned someone lets them speak at once', () => {
    const story = given(
      [nina, writes('hello')],
      [
        { kind: 'automation', rule: 'vip' },
        { type: 'assign', to: refTo(ben) },
      ],
    )
    story.when(ben, says('hello Nina')).follows('replied')
  })
})
