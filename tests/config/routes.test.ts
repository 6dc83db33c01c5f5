import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { parseSettings } from '../../src/config/load.ts'
import { rulesOf, usualOf } from '../../src/config.ts'
import { textContent } from '../../src/conversation/message.ts'
import type { VisitorId } from '../../src/conversation/ids.ts'
import type { Labels } from '../../src/conversation/labels.ts'
import { subjectOf } from '../../src/routing/opening.ts'
import { chooseRoute } from '../../src/routing/rules.ts'
import { checkSettings } from '../../src/config/check.ts'
import { folderWith, SMALLEST } from './text.ts'

const EXAMPLE = readFileSync('config/greenroom.yaml', 'utf8')
const LABELS = readFileSync('config/taxonomy.yaml', 'utf8')

const TEAMS = 'teams: [{ id: vip, name: VIP }]\n'

const withRule = (when: string, then = '{}') =>
  `${TEAMS}${SMALLEST}routes:\n  - name: R\n    when: ${when}\n    then: ${then}\n`

/** Each problem as `line:column key message`; the rule’s `when` is on line 16, its `then` on 17. */
function problemsIn(text: string, labels: string | null = null): string[] {
  const read = parseSettings('greenroom.yaml', text, undefined, { file: 't', text: labels })
  if (read.ok) return []
  return read.problems.map(
    ({ line, column, key, message }) => `${line}:${column} ${key} ${message}`,
  )
}

function settingsOf(text: string, labels: string | null = null) {
  const read = parseSettings('greenroom.yaml', text, undefined, { file: 't', text: labels })
  if (!read.ok) throw new Error(problemsIn(text, labels).join('\n'))
  return read.settings
}

/** The rule that chooses for these words, or null. */
function chosenBy(
  text: string,
  words: string,
  attributes: Readonly<Record<string, string>> = {},
  labels: Labels | null = null,
) {
  const settings = settingsOf(text, text === EXAMPLE ? LABELS : null)
  const [inbox] = settings.inboxes
  if (!inbox) throw new Error('There is no inbox.')
  const from = {
    visitor: 'v' as VisitorId,
    inbox: inbox.id,
    door: { channel: 'widget', address: 'v' },
  }
  const opens = { from, content: textContent(words), last: null, labels }
  const subject = subjectOf(opens, { attributes, verifiedAs: null }, usualOf(inbox))
  return chooseRoute(rulesOf(settings), subject, Date.UTC(2026, 10, 20, 9)).rule
}

const PLACE = 'wants a path such as /pricing, or a site such as shop.example or shop.example/sale'

const wrong: readonly (readonly [when: string, then: string, ...problems: string[]])[] = [
  [
    '{ tier: gold }',
    '{}',
    '16:13 routes[0].when.tier is not a key here: there are inbox, page, campaign, referrer, source, language, intent, department, sentiment, abuse, spam, confidence, attributes, tags, words, hours, returning, verified',
  ],
  ['{ word: refund }', '{}', '16:13 routes[0].when.word is not a key here: did you mean words?'],
  [
    '{ inbox: dmo }',
    '{}',
    '16:20 routes[0].when.inbox names the inbox dmo, which is not among the inboxes: did you mean demo?',
  ],
  [
    '{ inbox: [demo, shop] }',
    '{}',
    '16:27 routes[0].when.inbox[1] names the inbox shop, which is not among the inboxes: there is demo',
  ],
  ['{ inbox: [] }', '{}', '16:13 routes[0].when.inbox wants at least one'],
  [
    '{ source: email }',
    '{}',
    '16:21 routes[0].when.source wants a door: widget or discord, or a list of them; here it is "email"',
  ],
  [
    '{ source: [widget, email] }',
    '{}',
    '16:30 routes[0].when.source[1] wants widget or discord; here it is "email"',
  ],
  [
    '{ page: "/a b" }',
    '{}',
    `16:19 routes[0].when.page ${PLACE}, or a list of them; here it is "/a b"`,
  ],
  ['{ page: [/a, "?x=1"] }', '{}', `16:24 routes[0].when.page[1] ${PLACE}; here it is "?x=1"`],
  [
    '{ language: german please }',
    '{}',
    '16:23 routes[0].when.language wants a language tag, such as en or pt-BR; here it is "german please"',
  ],
  [
    '{ words: ["!?"] }',
    '{}',
    '16:21 routes[0].when.words[0] wants letters, digits or an emoji: nothing else of a message is compared',
  ],
  [
    '{ tags: [Very Important] }',
    '{}',
    '16:20 routes[0].when.tags[0] wants a tag: small letters and digits, with dashes between them, at most 40; here it is "Very Important"',
  ],
  [
    '{ attributes: { value: { at_lest: 5 } } }',
    '{}',
    '16:27 routes[0].when.attributes.value.at_least is missing: it wants a number',
    '16:36 routes[0].when.attributes.value.at_lest is not a key here: did you mean at_least?',
  ],
  [
    '{ attributes: { value: { at_least: lots } } }',
    '{}',
    '16:46 routes[0].when.attributes.value.at_least wants a number; here it is "lots"',
  ],
  [
    '{ attributes: [tier] }',
    '{}',
    '16:13 routes[0].when.attributes wants attributes and their values, such as tier: gold; here it is a list',
  ],
  [
    '{ campaign: { name: x } }',
    '{}',
    '16:25 routes[0].when.campaign.name is not a key here: there are source, medium, campaign, term, content',
  ],
  [
    '{ hours: sometimes }',
    '{}',
    '16:20 routes[0].when.hours wants within, outside, or one of them with a week: timezone, weekly, holidays; here it is "sometimes"',
  ],
  [
    '{ hours: { within: { timezone: Mars, weekly: {} } } }',
    '{}',
    '16:42 routes[0].when.hours.within.timezone wants a time zone, such as Europe/Berlin; here it is "Mars"',
  ],
  [
    '{ returning: maybe }',
    '{}',
    '16:24 routes[0].when.returning wants true or false; here it is "maybe"',
  ],
  [
    '{}',
    '{ team: vpi }',
    '17:19 routes[0].then.team names the team vpi, which is not among the teams: did you mean vip?',
  ],
  [
    '{}',
    '{ places: [{ chat: desk, channel: suport }] }',
    '17:45 routes[0].then.places[0].channel names the channel suport, which is not among the channels: did you mean support?',
  ],
  [
    '{}',
    '{ places: [{ chat: slack, channel: vip }] }',
    '17:30 routes[0].then.places[0].chat names slack, which is not set up: add `slack: {}` at the top level',
  ],
  [
    '{}',
    '{ places: [{ chat: desk, channel: support }, { chat: desk, channel: support }] }',
    '17:56 routes[0].then.places[1] is a second place in desk: a conversation has one thread in each chat',
  ],
  ['{}', '{ places: [] }', '17:13 routes[0].then.places wants at least one place'],
  [
    '{}',
    '{ priority: hihg }',
    '17:23 routes[0].then.priority wants low, normal, high or urgent; here it is "hihg"',
  ],
  [
    '{}',
    '{ reply: hello }',
    '17:13 routes[0].then.reply is not a key here: there are team, places, priority, tags, assign, skills, sla',
  ],
]

describe('a rule in the settings', () => {
  it.each(wrong)(
    'that is wrong is answered with line, column and what it wants: %s %s',
    (when, then, ...problems) => {
      expect(problemsIn(withRule(when, then))).toEqual(problems)
    },
  )

  it('has a name of its own, and leaves something to those after it', () => {
    const two = `${SMALLEST}routes:
  - { name: All, when: {}, then: {} }
  - { name: All, when: {}, then: {} }
`
    expect(problemsIn(two)).toEqual([
      '15:13 routes[1].name is taken already: each wants its own',
      '14:18 routes[0].when is empty, so the rule takes everything and those after it are never asked: put it last',
    ])
  })

  it('wants a name, what must hold and where to', () => {
    expect(problemsIn(`${SMALLEST}routes: [{}]\n`).map((one) => one.replace(/^\S+ /, ''))).toEqual([
      'routes[0].name is missing: it wants the rule’s name: one line of at most 200 characters',
      expect.stringMatching(/^routes\[0\]\.when is missing: it wants a group of keys: inbox, page/),
      'routes[0].then is missing: it wants a group of keys: team, places, priority, tags, assign, skills, sla',
    ])
  })

  it('takes one or several, and numbers and yes as the texts that pages say', () => {
    const text = withRule('{ words: [refund, money back], attributes: { plan: 2, member: true } }')
    const said = { plan: '2', member: 'true' }
    expect(chosenBy(text, 'my MONEY back', said)).toBe('R')
    expect(chosenBy(text, 'my MONEY back', { ...said, plan: '3' })).toBeNull()
    expect(chosenBy(text, 'hello', said)).toBeNull()
  })

  it('knows hours within and outside, the inbox’s or its own', () => {
    const own = '{ timezone: UTC, weekly: { fri: [08:00-10:00] } }'
    expect(chosenBy(withRule('{ hours: within }'), 'x')).toBe('R')
    expect(chosenBy(withRule('{ hours: outside }'), 'x')).toBeNull()
    expect(chosenBy(withRule(`{ hours: { within: ${own} } }`), 'x')).toBe('R')
    expect(chosenBy(withRule(`{ hours: { outside: ${own} } }`), 'x')).toBeNull()
  })

  it('may name a place in Slack, in several channels, once Slack is set up', () => {
    const then = '{ places: [{ chat: slack, channels: [vip-1, vip-2] }] }'
    const settings = settingsOf(`slack: {}\n${withRule('{}', then)}`)
    const [rule] = rulesOf(settings)
    expect(rule?.to.places).toEqual([{ chat: 'slack', channel: 'vip-1', others: ['vip-2'] }])
    expect(settings.inboxes[0]?.routed).toEqual(rule?.to.places)
  })

  it('sends conversations of those inboxes alone that it names', () => {
    const then = '{ places: [{ chat: discord, channel: VIPs, as: post }] }'
    const discord = 'discord: { guild: "12345678901234567" }\n'
    const other = SMALLEST.slice(SMALLEST.indexOf('  - id: demo')).replace('id: demo', 'id: other')
    const text = `${discord}${SMALLEST}${other}routes: [{ name: R, when: { inbox: other }, then: ${then} }]\n`
    expect(settingsOf(text).inboxes.map(({ routed }) => routed.length)).toEqual([0, 1])
  })

  it('is listed by the check', () => {
    const folder = folderWith({ 'greenroom.yaml': withRule('{}') })
    const { ok, text } = checkSettings(`${folder}/greenroom.yaml`, {})
    expect(ok).toBe(true)
    expect(text).toContain('Rules, in their order: R')
  })
})

describe('the example’s rules', () => {
  it.each([
    ['Hello! When do you play in Lisbon?', null],
    ['Where is my order?', null],
    ['The ticket page shows an error', 'Something is broken'],
    ['We would love to sponsor the tour', 'Bookings and sponsors'],
    ['Some feedback on the new song', 'Feedback'],
  ])('%s', (words, rule) => {
    expect(chosenBy(EXAMPLE, words)).toBe(rule)
  })

  it('put a member of the backstage first', () => {
    expect(chosenBy(EXAMPLE, 'feedback', { tier: 'Backstage' })).toBe('Backstage members')
  })

  it.each([
    ['problem', 0.8, 'Seems broken'],
    ['booking', 0.8, 'Seems to be business'],
    ['refund', 0.8, 'Wants a refund'],
    ['return', 0.8, 'Wants a refund'],
    ['membership', 0.8, 'About the membership'],
    ['membership', 0.65, null],
    ['fan-mail', 0.8, 'Seems to be feedback'],
    ['feedback', 0.5, null],
    ['order', 0.9, null],
  ])('go by the intent %s at %d, too', (intent, confidence, rule) => {
    const labels = { intent: { id: intent, name: intent, confidence } }
    expect(chosenBy(EXAMPLE, 'hello', {}, labels)).toBe(rule)
  })

  it('go by words before intents', () => {
    const labels = { intent: { id: 'refund', name: 'Refund', confidence: 1 } }
    expect(chosenBy(EXAMPLE, 'an error', {}, labels)).toBe('Something is broken')
  })
})
