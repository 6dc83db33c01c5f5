import { describe, expect, it } from 'vitest'
import { usualOf } from '../../src/config.ts'
import type { Settings } from '../../src/config.ts'
import { parseSettings } from '../../src/config/load.ts'
import { SMALLEST, withInbox } from './text.ts'

const TEAMS = 'teams: [{ id: vip, name: VIP }, { id: sales, name: Sales }]\n'

/** Each problem as `key message`. */
function problemsIn(text: string): string[] {
  const result = parseSettings('greenroom.yaml', text)
  return result.ok ? [] : result.problems.map(({ key, message }) => `${key} ${message}`)
}

function settingsOf(text: string): Settings {
  const result = parseSettings('greenroom.yaml', text)
  if (!result.ok) throw new Error(problemsIn(text).join('\n'))
  return result.settings
}

describe('a team in the settings', () => {
  it('is claimed from, keeps people together and helps nobody out unless it says so', () => {
    expect(settingsOf(TEAMS + SMALLEST).teams[0]).toEqual({
      id: 'vip',
      name: 'VIP',
      assign: 'manual',
      sticky: true,
      capacity: 5,
      overflow: null,
    })
  })

  it('may give its conversations out in turn, and to another team in time', () => {
    const text = `teams:
  - { id: vip, name: VIP, assign: round-robin, sticky: false, capacity: 3, overflow: { team: sales, after: 10m } }
  - { id: sales, name: Sales, assign: least-busy }
${SMALLEST}`
    expect(settingsOf(text).teams).toMatchObject([
      {
        assign: 'round-robin',
        sticky: false,
        capacity: 3,
        overflow: { team: 'sales', after: 600_000 },
      },
      { assign: 'least-busy' },
    ])
  })
})

describe('a member in the settings', () => {
  it('may know things and languages, and have a limit of their own', () => {
    const text = `agents:
  - { id: ana, name: Ana }
  - { id: ben, name: Ben, skills: [vinyl], languages: [de, en], capacity: 2 }
${SMALLEST}`
    expect(settingsOf(text).agents).toMatchObject([
      { skills: [], languages: [], capacity: null },
      { skills: ['vinyl'], languages: ['de', 'en'], capacity: 2 },
    ])
  })
})

describe('policies', () => {
  it('stand with their times under `sla`, and an inbox names one', () => {
    const text = `${withInbox('sla: Fast')}sla: [{ name: Fast, first_response: 15m }]\n`
    const { sla, inboxes } = settingsOf(text)
    expect(sla).toEqual([{ name: 'Fast', first_response: 900_000, next_response: null }])
    expect(inboxes.map((inbox) => usualOf(inbox).route.sla)).toEqual(['Fast'])
  })

  it('are none where an inbox names none', () => {
    const [inbox] = settingsOf(SMALLEST).inboxes
    expect(inbox && usualOf(inbox).route).not.toHaveProperty('sla')
  })
})

describe('classifying', () => {
  const classify = (said: string) => settingsOf(`${SMALLEST}classify: ${said}\n`).classify

  it('watches the mood of an inbox, as sensitively as is said, or not', () => {
    const usual = { messages: 6, conversations: 3, within: 3_600_000 }
    expect(settingsOf(SMALLEST).classify?.mood).toEqual(usual)
    expect(classify('{ mood: { messages: 4, within: 30m } }')?.mood).toEqual({
      ...usual,
      messages: 4,
      within: 1_800_000,
    })
    expect(classify('{ mood: off }')?.mood).toBeNull()
    expect(classify('{ mood: false }')?.mood).toBeNull()
  })

  it('is switched off as a whole, or in parts', () => {
    expect(classify('off')).toBeNull()
    expect(classify('false')).toBeNull()
    expect(classify('{ openai: false }')).toMatchObject({ embedded: true, openai: null })
    expect(classify('{ openai: off }')).toMatchObject({ embedded: true, openai: null })
    expect(classify('{ embedded: false, wait: 0s }')).toMatchObject({ embedded: false, wait: 0 })
  })

  it('is as if nothing were said where it is switched on', () => {
    const usual = settingsOf(SMALLEST).classify
    for (const on of ['on', 'true', '{ openai: on, mood: true }']) {
      expect(classify(on)).toEqual(usual)
    }
  })

  it('takes a model, languages and a place for its weekly line', () => {
    expect(
      classify(
        '{ openai: { model: our-own }, languages: [en, de], confidence: 0.75, report: { chat: desk, channel: support } }',
      ),
    ).toMatchObject({
      openai: { model: 'our-own' },
      languages: ['en', 'de'],
      confidence: 0.75,
      report: { chat: 'desk', channel: 'support' },
    })
  })
})

describe('departments to choose from', () => {
  it('are called as their teams are, and are among the places of the inbox', () => {
    const places = '[{ chat: desk, channel: support }]'
    const line = `departments: [{ team: vip }, { team: sales, name: Bookings, places: ${places} }]`
    const [inbox] = settingsOf(TEAMS + withInbox(line)).inboxes
    expect(inbox).toMatchObject({
      departments: [
        { team: 'vip', name: 'VIP' },
        { team: 'sales', name: 'Bookings' },
      ],
      routed: [{ chat: 'desk', channel: 'support' }],
    })
  })
})

describe('questions before the first message', () => {
  it('are optional unless they are required', () => {
    const line =
      'prechat: [{ ask: email, label: Your e-mail }, { ask: size, label: Size?, required: true, choices: [S, M] }]'
    expect(settingsOf(withInbox(line)).inboxes[0]?.prechat).toEqual([
      { ask: 'email', label: 'Your e-mail', required: false },
      { ask: 'size', label: 'Size?', required: true, choices: ['S', 'M'] },
    ])
  })
})

const wrong: readonly (readonly [text: string, ...problems: string[]])[] = [
  [
    `teams: [{ id: vip, name: VIP, assign: random }]\n${SMALLEST}`,
    'teams[0].assign wants manual, round-robin or least-busy; here it is "random"',
  ],
  [
    `teams: [{ id: vip, name: VIP, capacity: 0 }]\n${SMALLEST}`,
    'teams[0].capacity wants a whole number of conversations at once, from 1 to 100; here it is 0',
  ],
  [
    `teams: [{ id: vip, name: VIP, overflow: { team: vip, after: 5m } }]\n${SMALLEST}`,
    'teams[0].overflow.team is this team itself: it wants another that helps out',
  ],
  [
    `teams: [{ id: vip, name: VIP, overflow: { team: sale, after: 5m } }]\n${SMALLEST}`,
    'teams[0].overflow.team names the team sale, which is not among the teams: there is vip',
  ],
  [
    `teams: [{ id: vip, name: VIP, overflow: { team: vip } }]\n${SMALLEST}`,
    'teams[0].overflow.after is missing: it wants a duration such as 3s, 5m, 12h or 7d, at most 7d',
    'teams[0].overflow.team is this team itself: it wants another that helps out',
  ],
  [
    `agents: [{ id: ana, name: Ana, languages: [german] }]\n${SMALLEST}`,
    'agents[0].languages[0] wants a language as two small letters, such as en or de, that the classifier knows; here it is "german"',
  ],
  [
    withInbox('sla: Fast'),
    'inboxes[0].sla names the policy Fast, which is not among the policies of sla: there is none',
  ],
  [
    `${SMALLEST}sla: [{ name: A, first_response: 1m }, { name: A, next_response: 1m }]\n`,
    'sla[1].name is taken already: each wants its own',
  ],
  [
    `${SMALLEST}sla: [{ name: A }]\n`,
    'sla[0] promises nothing: it wants first_response, next_response or both',
  ],
  [
    `${SMALLEST}classify: maybe\n`,
    'classify wants off, on, or a group of keys: confidence, wait, languages, embedded, openai, report, mood; here it is "maybe"',
  ],
  [
    `${SMALLEST}classify: { confidence: 60 }\n`,
    'classify.confidence wants how sure a label must be to be routed by: a number from 0 to 1; here it is 60',
  ],
  [`${SMALLEST}classify: { wait: 3s }\n`, 'classify.wait wants at most 2s'],
  [
    `${SMALLEST}classify: { confidense: 0.5 }\n`,
    'classify.confidense is not a key here: did you mean confidence?',
  ],
  [
    `${SMALLEST}classify: { openai: { modle: x } }\n`,
    'classify.openai.modle is not a key here: did you mean model?',
  ],
  [
    `${SMALLEST}classify: { report: { chat: desk, channel: suport } }\n`,
    'classify.report.channel names the channel suport, which is not among the channels: did you mean support?',
  ],
  [
    `${SMALLEST}classify: { report: { chat: slack, channel: team } }\n`,
    'classify.report.chat names slack, which is not set up: add `slack: {}` at the top level',
  ],
  [
    TEAMS + withInbox('departments: [{ team: vpi }, { team: vip }, { team: vip }]'),
    'inboxes[0].departments[2].team is taken already: each wants its own',
    'inboxes[0].departments[0].team names the team vpi, which is not among the teams: did you mean vip?',
  ],
  [
    TEAMS + withInbox('departments: [{ team: vip, name: Help }, { team: sales, name: Help }]'),
    'inboxes[0].departments[1].name is taken already: each wants its own',
  ],
  [
    TEAMS + withInbox('departments: [{ team: vip, places: [{ chat: desk, channel: vip }] }]'),
    'inboxes[0].departments[0].places[0].channel names the channel vip, which is not among the channels: there is support',
  ],
  [
    withInbox('prechat: [{ ask: page, label: Where? }]'),
    'inboxes[0].prechat[0].ask is known without asking: it wants another name',
  ],
  [
    // Nobody is to pass for somebody whom Discord’s door knows.
    withInbox('prechat: [{ ask: discord, label: Your name there? }]'),
    'inboxes[0].prechat[0].ask is known without asking: it wants another name',
  ],
  [
    withInbox('prechat: [{ ask: a b, label: What? }]'),
    'inboxes[0].prechat[0].ask wants name, email, phone, topic, or a name of your own of letters, digits, _, . and -; here it is "a b"',
  ],
  [
    withInbox('prechat: [{ ask: size, label: What?, choices: [S] }]'),
    'inboxes[0].prechat[0].choices wants at least two answers',
  ],
  [
    withInbox('prechat: [{ ask: size, label: A? }, { ask: size, label: B? }]'),
    'inboxes[0].prechat[1].ask is taken already: each wants its own',
  ],
  [
    withInbox(
      `prechat: [${['a', 'b', 'c', 'd', 'e', 'f'].map((ask) => `{ ask: ${ask}, label: X }`).join(', ')}]`,
    ),
    'inboxes[0].prechat wants at most 5 questions',
  ],
]

describe('who answers, and how soon,', () => {
  it.each(wrong)('is refused in sentences where it is wrong: %s', (text, ...problems) => {
    expect(problemsIn(text)).toEqual(problems)
  })
})
