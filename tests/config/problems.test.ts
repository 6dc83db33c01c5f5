import { describe, expect, test } from 'vitest'
import { formatProblems, loadSettings } from '../../src/config.ts'
import { parseSettings } from '../../src/config/load.ts'
import { folderWith, SMALLEST, withInbox } from './text.ts'

/** Each problem as `line:column key message`. */
function problemsIn(text: string): string[] {
  const result = parseSettings('greenroom.yaml', text)
  if (result.ok) return []
  return result.problems.map(
    ({ line, column, key, message }) => `${line}:${column} ${key} ${message}`,
  )
}

const ORIGIN = 'wants an origin, such as https://example.com, without a path; or "*" for every site'
const DURATION = 'wants a duration such as 3s, 5m, 12h or 7d'
const HOURS =
  'wants hours such as 09:00-12:30; 22:00-02:00 ends on the next day, 00:00-24:00 is all day'

/** What a line more in the inbox (it is line 13) is answered with. */
const wrongLines: readonly (readonly [line: string, ...problems: string[]])[] = [
  ['colour: "#ffffff"', '13:5 inboxes[0].colour is not a key here: did you mean color?'],
  ['replyAs: brand', '13:5 inboxes[0].replyAs is not a key here: did you mean reply_as?'],
  ['undo: { frist: 3s }', '13:13 inboxes[0].undo.frist is not a key here: did you mean first?'],
  ['undo: { zebra: 3s }', '13:13 inboxes[0].undo.zebra is not a key here: there are reply, first'],
  [
    'color: blue',
    '13:12 inboxes[0].color wants a colour such as "#3a7d44", in quotes, for a bare # begins a comment; here it is "blue"',
  ],
  [
    'color: #3a7d44',
    '13:5 inboxes[0].color wants a colour such as "#3a7d44", in quotes, for a bare # begins a comment; here it is empty',
  ],
  ['position: top', '13:15 inboxes[0].position wants right or left; here it is "top"'],
  ['priority: 1', '13:15 inboxes[0].priority wants low, normal, high or urgent; here it is 1'],
  [
    'language: english please',
    '13:15 inboxes[0].language wants a language tag, such as en or pt-BR; here it is "english please"',
  ],
  [
    'reply_as: [agent]',
    '13:5 inboxes[0].reply_as wants agent, brand or persona; here it is a list',
  ],
  [
    'reply_as: persona',
    '13:15 inboxes[0].reply_as is persona, so the inbox wants one: add `persona: { name: … }` to it',
  ],
  [
    'persona: { name: Luna, picture: http://example.com/luna.png }',
    '13:37 inboxes[0].persona.picture wants a picture’s address, such as https://example.com/luna.png; here it is "http://example.com/luna.png"',
  ],
  [
    'persona: { picture: https://example.com/luna.png }',
    '13:5 inboxes[0].persona.name is missing: it wants the persona’s name: one line of at most 200 characters',
  ],
  [
    'tags: [two words]',
    '13:12 inboxes[0].tags[0] wants a tag: one word of letters, digits, - and _; here it is "two words"',
  ],
  ['tags: [vip, vip]', '13:17 inboxes[0].tags[1] is in the list already'],
  [
    'team: vip',
    '13:11 inboxes[0].team names the team vip, which is not among the teams: there is none',
  ],
  ['undo: { reply: 3 }', `13:20 inboxes[0].undo.reply ${DURATION}, at most 60s; here it is 3`],
  ['undo: { reply: 61s }', '13:20 inboxes[0].undo.reply wants at most 60s'],
  ['undo: 3s', '13:11 inboxes[0].undo wants a group of keys: reply, first; here it is "3s"'],
  [
    'reopen_within: a week',
    `13:20 inboxes[0].reopen_within ${DURATION}, at most 365d; here it is "a week"`,
  ],
  [
    'files: { max_bytes: 2GB }',
    '13:25 inboxes[0].files.max_bytes wants a size such as 512KB or 10MB, at most 100MB; here it is "2GB"',
  ],
  [
    'files: { max_bytes: 101MB }',
    '13:25 inboxes[0].files.max_bytes wants at least 1B and at most 100MB',
  ],
  [
    'files: { types: [pictures] }',
    '13:22 inboxes[0].files.types[0] wants a media type, such as image/* or application/pdf; here it is "pictures"',
  ],
  ['canned: [{ name: hi, text: " " }]', '13:32 inboxes[0].canned[0].text wants the reply’s text'],
  [
    'canned: [{ name: hi, text: a }, { name: hi, text: b }]',
    '13:45 inboxes[0].canned[1].name is taken already: each wants its own',
  ],
  [
    'hours: sometimes',
    '13:12 inboxes[0].hours wants always, or a group of keys: timezone, weekly, holidays; here it is "sometimes"',
  ],
  [
    'hours: { timezone: Mars/Olympus, weekly: { moon: [] } }',
    '13:24 inboxes[0].hours.timezone wants a time zone, such as Europe/Berlin; here it is "Mars/Olympus"',
    '13:48 inboxes[0].hours.weekly.moon is not a key here: did you mean mon?',
  ],
  [
    'hours: { timezone: +02:00, weekly: { mon: [9-5, 08:00-08:00] } }',
    '13:24 inboxes[0].hours.timezone wants a time zone, such as Europe/Berlin; here it is "+02:00"',
    `13:48 inboxes[0].hours.weekly.mon[0] ${HOURS}; here it is "9-5"`,
    `13:53 inboxes[0].hours.weekly.mon[1] ${HOURS}; here it is "08:00-08:00"`,
  ],
  [
    'hours: { timezone: UTC, weekly: { mon: [09:00-12:00, 11:00-17:00] } }',
    '13:39 inboxes[0].hours.weekly.mon wants spans that do not overlap',
  ],
  [
    'hours: { timezone: UTC, weekly: {}, holidays: [2026-02-30] }',
    '13:52 inboxes[0].hours.holidays[0] wants a date, such as 2026-12-25; here it is "2026-02-30"',
  ],
  [
    'hours: { weekly: {} }',
    '13:5 inboxes[0].hours.timezone is missing: it wants a time zone, such as Europe/Berlin',
  ],
  ['name: Again', '13:5 inboxes[0].name is already there: write it once'],
  [
    'name: [Again]',
    '13:5 inboxes[0].name is already there: write it once',
    '13:5 inboxes[0].name wants the inbox’s name: one line of at most 200 characters; here it is a list',
  ],
]

describe('wrong settings', () => {
  test.each(wrongLines)('%s', (line, ...problems) => {
    expect(problemsIn(withInbox(line))).toEqual(problems)
  })

  test.each([
    ['https://example.com/', ORIGIN],
    ['https://example.com/chat', ORIGIN],
    ['example.com', ORIGIN],
    ['https://*.example.com', ORIGIN],
    ['javascript:alert(1)', ORIGIN],
    ['HTTPS://EXAMPLE.COM', ORIGIN],
  ])('the site %s', (origin, wanted) => {
    const text = SMALLEST.replace('widget', `widget\n        origins: ["${origin}"]`)
    const place = '10:19 inboxes[0].doors[0].origins[0]'
    expect(problemsIn(text)).toEqual([`${place} ${wanted}; here it is "${origin}"`])
  })

  test('every site, beside one that is named', () => {
    const text = SMALLEST.replace('widget', `widget\n        origins: ['*', https://a.example]`)
    expect(problemsIn(text)).toEqual([
      '10:9 inboxes[0].doors[0].origins wants "*" to stand alone: with it every site may show the widget',
    ])
  })

  test('a door, a chat and a channel that do not exist', () => {
    const text = SMALLEST.replace('widget', 'widgit').replace('channel: support', 'channel: suport')
    expect(problemsIn(text)).toEqual([
      '9:18 inboxes[0].doors[0].channel wants widget or discord; here it is "widgit"',
      '12:18 inboxes[0].places[0].channel names the channel suport, which is not among the channels: did you mean support?',
    ])
    expect(problemsIn(SMALLEST.replace('desk', 'slack'))).toEqual([
      '11:15 inboxes[0].places[0].chat names slack, which is not set up: add `slack: {}` at the top level',
    ])
  })

  test('a door in Discord without a server, one that is there twice, and what is for the widget alone', () => {
    expect(problemsIn(SMALLEST.replace('widget', 'discord'))).toEqual([
      '9:18 inboxes[0].doors[0].channel names discord, which is not set up: add `discord: { guild: "…" }` at the top level',
    ])
    const twice =
      'doors: [{ channel: discord }, { channel: discord, origins: [https://a.example] }]'
    const text = SMALLEST.replace(/doors:\n {6}- channel: widget/, twice)
    expect(problemsIn(`discord: { guild: "123456789012345678" }\n${text}`)).toEqual([
      '9:55 inboxes[0].doors[1].origins is for the widget',
      '9:46 inboxes[0].doors[1].channel is a second door in discord: one is enough',
    ])
  })

  test('two places of one inbox in one chat', () => {
    const text = `${SMALLEST}      - chat: desk\n        channel: support\n`
    expect(problemsIn(text)).toEqual([
      '13:9 inboxes[0].places[1] is a second place in desk: a conversation has one thread in each chat',
    ])
  })

  test('an id that is there twice, and a member of an unknown team', () => {
    const text = `teams: [{ id: vip, name: VIP }, { id: vip, name: Again }]
agents: [{ id: ana, name: Ana, teams: [vpi], role: boss }]
${SMALLEST}`
    expect(problemsIn(text)).toEqual([
      '2:52 agents[0].role wants creator, agent, supervisor, lead or admin; here it is "boss"',
      '1:39 teams[1].id is taken already: each wants its own',
      '2:40 agents[0].teams[0] names the team vpi, which is not among the teams: did you mean vip?',
    ])
  })

  test('no inbox, no channel, no name', () => {
    expect(problemsIn('inboxes: []\n')).toEqual([
      '1:1 name is missing: it wants the installation’s name: one line of at most 200 characters',
      '1:1 channels is missing: it wants a list',
      '1:1 inboxes wants at least one inbox',
    ])
  })

  test('an empty file', () => {
    expect(problemsIn('')).toEqual([
      '1:1  wants a group of keys: name, language, teams, channels, agents, slack, discord, inboxes, sla, classify, routes; here it is empty',
    ])
  })

  test('a file that is not there is named', () => {
    const result = loadSettings(`${folderWith({})}/greenroom.yaml`)
    expect(result).toMatchObject({
      ok: false,
      problems: [
        { line: 0, message: 'is not there: write one, or name another in GREENROOM_CONFIG' },
      ],
    })
  })

  test.each([
    ['name: "Lantern House\n', '2:1 name cannot be read as YAML: missing closing "quote'],
    [
      'name: a: b\n',
      '1:7 name cannot be read as YAML: there are two keys on one line; text with a colon in it wants quotes',
    ],
    [
      'name: *nobody\n',
      '1:1  cannot be read as YAML: Unresolved alias (the anchor must be set before the alias): nobody',
    ],
    // What follows from a tab is not worth a line of its own.
    [
      'name: A\nteams:\n\t- id: vip\n  name: VIP\n',
      '3:1 teams cannot be read as YAML: tabs are not allowed as indentation',
    ],
    ['name: !secret x\n', '1:7 name cannot be read as YAML: unresolved tag: !secret'],
  ])('YAML that is none: %j', (text, problem) => {
    expect(problemsIn(text)).toEqual([problem])
  })

  test('what is used again is wrong where it was written', () => {
    const text = `${withInbox('undo: &undo { reply: soon }')}  - id: shop
    name: Shop
    doors: [{ channel: widget }]
    places: [{ chat: desk, channel: support }]
    undo: *undo
`
    expect(problemsIn(text)).toEqual([
      `13:26 inboxes[0].undo.reply ${DURATION}, at most 60s; here it is "soon"`,
      `13:26 inboxes[1].undo.reply ${DURATION}, at most 60s; here it is "soon"`,
    ])
  })

  test('aliases that would unfold without end', () => {
    const unfold = ['a: &a [x, x, x, x, x, x, x, x, x]']
    for (const name of 'bcdefghi') {
      const before = String.fromCharCode(name.charCodeAt(0) - 1)
      unfold.push(`${name}: &${name} [${Array.from({ length: 9 }, () => `*${before}`).join(', ')}]`)
    }
    expect(problemsIn(unfold.join('\n'))).toEqual([
      expect.stringContaining('cannot be read as YAML'),
    ])
  })

  test('a secret that the environment lacks, or that is too short', () => {
    const text = SMALLEST.replace('widget', 'widget\n        identity_secret_env: SITE_SECRET')
    const withSecret = (secret: string | null) =>
      parseSettings('greenroom.yaml', text, () => secret)
    const place = { line: 10, column: 30, key: 'inboxes[0].doors[0].identity_secret_env' }
    expect(withSecret(null)).toMatchObject({
      problems: [{ ...place, message: 'names SITE_SECRET, which is not set in the environment' }],
    })
    expect(withSecret('short')).toMatchObject({
      problems: [
        { ...place, message: 'names SITE_SECRET, whose value has fewer than 16 characters' },
      ],
    })
    expect(withSecret('0123456789abcdef').ok).toBe(true)
    expect(parseSettings('greenroom.yaml', text).ok).toBe(true)
  })
})

describe('problems for people', () => {
  test('they stand in the order of the file, with the line and a caret', () => {
    const result = parseSettings('greenroom.yaml', withInbox('priority: 1', 'colour: red'))
    expect(result.ok ? '' : formatProblems(result.problems)).toBe(
      `greenroom.yaml:13:15  inboxes[0].priority wants low, normal, high or urgent; here it is 1
   13 |     priority: 1
      |               ^

greenroom.yaml:14:5  inboxes[0].colour is not a key here: did you mean color?
   14 |     colour: red
      |     ^`,
    )
  })

  test('the caret keeps its place in a line that is too long to show', () => {
    const result = parseSettings(
      'greenroom.yaml',
      withInbox(`tags: [${'long, '.repeat(60)}two words]`),
    )
    const text = result.ok ? '' : formatProblems(result.problems)
    const [, line = '', caret = ''] = text.split('\n\n').at(-1)?.split('\n') ?? []
    expect(line.slice(caret.indexOf('^'))).toBe('two words]')
    expect(line.length).toBeLessThan(120)
  })
})
