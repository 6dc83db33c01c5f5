import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { choicesFor, loadSettings } from '../../src/config.ts'
import type { Settings } from '../../src/config.ts'
import { checkSettings } from '../../src/config/check.ts'
import { taxonomyJsonSchema } from '../../src/config/json-schema.ts'
import { parseSettings } from '../../src/config/load.ts'
import { folderWith, SMALLEST } from './text.ts'

const OURS = `teams: [{ id: support, name: Support }, { id: sales, name: Sales }]\n${SMALLEST}`

const RIGHT = `intents:
  - id: refund
    name: Refund
    department: support
    priority: high
    was: [money-back]
    examples: [I want my money back, please refund me]
  - id: praise
    name: Praise
    inboxes: [demo]
departments:
  - team: support
  - team: sales
    name: Bookings
issues:
  - { id: late, name: Late }
`

function read(labels: string, text = OURS) {
  return parseSettings('greenroom.yaml', text, undefined, { file: 'taxonomy.yaml', text: labels })
}

/** Each problem as `file:line:column key message`. */
function problemsIn(labels: string, text = OURS): string[] {
  const result = read(labels, text)
  if (result.ok) return []
  return result.problems.map(
    ({ file, line, column, key, message }) => `${file}:${line}:${column} ${key} ${message}`,
  )
}

function settingsOf(labels: string, text = OURS): Settings {
  const result = read(labels, text)
  if (!result.ok) throw new Error(problemsIn(labels, text).join('\n'))
  return result.settings
}

const ID = 'wants a label’s id: small letters and digits, with dashes between them, at most 40'

const wrong: readonly (readonly [labels: string, ...problems: string[]])[] = [
  ['intent: []', '1:1 intent is not a key here: did you mean intents?'],
  ['intents: refund', '1:10 intents wants a list; here it is "refund"'],
  [
    'intents: [{ id: refund }]',
    '1:11 intents[0].name is missing: it wants the intent’s name: one line of at most 200 characters',
  ],
  ['intents: [{ id: Re fund, name: X }]', `1:17 intents[0].id ${ID}; here it is "Re fund"`],
  [
    'intents: [{ id: a, name: A, departmnet: sales }]',
    '1:29 intents[0].departmnet is not a key here: did you mean department?',
  ],
  [
    'intents: [{ id: a, name: A, priority: top }]',
    '1:39 intents[0].priority wants low, normal, high or urgent; here it is "top"',
  ],
  [
    'intents: [{ id: a, name: A, examples: [""] }]',
    '1:40 intents[0].examples[0] wants what a visitor writes',
  ],
  [
    `intents: [{ id: a, name: A, examples: [${Array.from({ length: 501 }, () => 'x').join(', ')}] }]`,
    '1:29 intents[0].examples wants at most 500 examples',
  ],
  [
    'intents: [{ id: a, name: A }, { id: a, name: B }]',
    '1:37 intents[1].id is taken already: each wants its own',
  ],
  [
    'intents: [{ id: a, name: Refund }, { id: b, name: refund }]',
    '1:51 intents[1].name is taken already: each wants its own',
  ],
  [
    'intents: [{ id: a, name: A }, { id: b, name: B, was: [a] }]',
    '1:55 intents[1].was[0] is a, which is the id of a label that is there now',
  ],
  [
    'intents: [{ id: a, name: A, was: [a] }]',
    '1:35 intents[0].was[0] is a, which is the id of a label that is there now',
  ],
  [
    'intents: [{ id: a, name: A, was: [x] }, { id: b, name: B, was: [x] }]',
    '1:35 intents[0].was[0] is x, which stands under `was` twice',
    '1:65 intents[1].was[0] is x, which stands under `was` twice',
  ],
  [
    'intents: [{ id: a, name: A, inboxes: [dmo] }]',
    '1:39 intents[0].inboxes[0] names the inbox dmo, which is not among the inboxes: did you mean demo?',
  ],
  [
    'intents: [{ id: a, name: A, inboxes: [] }]',
    '1:29 intents[0].inboxes wants at least one inbox',
  ],
  [
    'intents: [{ id: a, name: A, department: support }]',
    '1:41 intents[0].department names the department support, which is not among the departments: there is none',
  ],
  [
    'departments: [{ team: suport }]',
    '1:23 departments[0].team names the team suport, which is not among the teams: did you mean support?',
  ],
  [
    'departments: [{ team: sales }, { team: sales }]',
    '1:40 departments[1].team is taken already: each wants its own',
  ],
  [
    'issues: [{ id: late, name: Late, examples: [x] }]',
    '1:34 issues[0].examples is not a key here: there are id, name, inboxes, was',
  ],
  [
    `issues: [${Array.from({ length: 201 }, (_, index) => `{ id: i${index}, name: N${index} }`).join(', ')}]`,
    '1:1  has 201 labels: at most 200 are wanted, of all kinds',
  ],
  [
    'intents: {',
    '1:11 intents cannot be read as YAML: flow map in block collection must be sufficiently indented and end with a }',
  ],
]

describe('the taxonomy', () => {
  it('is what rules, people and machines choose from', () => {
    const { labels } = settingsOf(RIGHT).taxonomy
    const no = { inboxes: null, was: [], examples: [], department: null, priority: null }
    expect(labels).toEqual([
      {
        kind: 'intent',
        id: 'refund',
        name: 'Refund',
        inboxes: null,
        was: ['money-back'],
        examples: ['I want my money back', 'please refund me'],
        department: 'support',
        priority: 'high',
      },
      { ...no, kind: 'intent', id: 'praise', name: 'Praise', inboxes: ['demo'] },
      { ...no, kind: 'department', id: 'support', name: 'Support' },
      { ...no, kind: 'department', id: 'sales', name: 'Bookings' },
      { ...no, kind: 'issue', id: 'late', name: 'Late' },
    ])
  })

  it('offers its issues as tags, beside the inbox’s own', () => {
    const text = `${OURS}    tags: [vip, late]\n`
    expect(settingsOf(RIGHT, text).inboxes[0]?.tags).toEqual(['vip', 'late'])
    expect(settingsOf('issues: [{ id: late, name: Late }]').inboxes[0]?.tags).toEqual(['late'])
  })

  it('is empty where there is no file, or nothing in it', () => {
    expect(settingsOf('').taxonomy.labels).toEqual([])
    expect(settingsOf('# to come\n').taxonomy.labels).toEqual([])
    const folder = folderWith({ 'greenroom.yaml': OURS })
    expect(loadSettings(`${folder}/greenroom.yaml`)).toMatchObject({
      ok: true,
      settings: { taxonomy: { labels: [] } },
    })
  })

  it('is read from the file beside the settings, and counted by the check', () => {
    const folder = folderWith({ 'greenroom.yaml': OURS, 'taxonomy.yaml': RIGHT })
    const { ok, text } = checkSettings(`${folder}/greenroom.yaml`, {})
    expect(ok).toBe(true)
    expect(text).toContain('Labels: 2 intents, 2 departments, 1 issue; routed by from 60 % on')
  })

  it.each(wrong)(
    'that is wrong is answered with line, column and what it wants: %s',
    (labels, ...problems) => {
      expect(problemsIn(labels)).toEqual(problems.map((one) => `taxonomy.yaml:${one}`))
    },
  )

  it('is shown beside the settings, each with its own lines, when both are wrong', () => {
    const folder = folderWith({
      'greenroom.yaml': `${OURS}    colour: red\n`,
      'taxonomy.yaml': 'intents:\n  - { id: a }\n',
    })
    const { ok, text } = checkSettings(`${folder}/greenroom.yaml`, {})
    expect(ok).toBe(false)
    expect(text.replaceAll(`${folder}/`, ''))
      .toBe(`greenroom.yaml:14:5  inboxes[0].colour is not a key here: did you mean color?
   14 |     colour: red
      |     ^

taxonomy.yaml:2:5  intents[0].name is missing: it wants the intent’s name: one line of at most 200 characters
    2 |   - { id: a }
      |     ^

2 things are wrong.`)
  })

  it('gives a machine the labels of an inbox and its languages, and nothing where it is switched off', () => {
    const text = `${OURS}classify: { languages: [en, de] }\n`
    const other = text.replaceAll('demo', 'other')
    const only = RIGHT.replace('[demo]', '[other]')
    expect(choicesFor(settingsOf(RIGHT, text), 'demo')).toMatchObject({
      intents: [{ id: 'refund' }, { id: 'praise' }],
      departments: [{ id: 'support' }, { id: 'sales' }],
      languages: ['en', 'de'],
    })
    expect(choicesFor(settingsOf(only, other), 'other')?.intents).toHaveLength(2)
    expect(choicesFor(settingsOf(RIGHT, text), 'none')).toBeNull()
    expect(choicesFor(settingsOf(RIGHT, `${OURS}classify: off\n`), 'demo')).toBeNull()
    const own = `${OURS}    languages: [fr]\nclassify: { languages: [en] }\n`
    expect(choicesFor(settingsOf(RIGHT, own), 'demo')?.languages).toEqual(['fr'])
  })
})

const rule = (when: string, then = '{}') =>
  `${OURS}routes: [{ name: R, when: ${when}, then: ${then} }]\n`

const asked: readonly (readonly [when: string, then: string, ...problems: string[]])[] = [
  [
    '{ intent: refnd }',
    '{}',
    'routes[0].when.intent names the intent refnd, which is not among the intents of taxonomy.yaml: did you mean refund?',
  ],
  [
    '{ intent: [refund, cake] }',
    '{}',
    'routes[0].when.intent[1] names the intent cake, which is not among the intents of taxonomy.yaml: there are refund, praise',
  ],
  [
    '{ department: sale }',
    '{}',
    'routes[0].when.department names the department sale, which is not among the departments of taxonomy.yaml: did you mean sales?',
  ],
  [
    '{ sentiment: angry }',
    '{}',
    'routes[0].when.sentiment wants a sentiment: negative, neutral or positive, or a list of them; here it is "angry"',
  ],
  ['{ abuse: 0.8 }', '{}', 'routes[0].when.abuse wants a group of keys: at_least; here it is 0.8'],
  [
    '{ spam: { at_least: 80 } }',
    '{}',
    'routes[0].when.spam.at_least wants how likely it must be that it is spam: a number from 0 to 1; here it is 80',
  ],
  [
    '{ confidence: 75 }',
    '{}',
    'routes[0].when.confidence wants how sure the labels must be: a number from 0 to 1; here it is 75',
  ],
  [
    '{}',
    '{ assign: random }',
    'routes[0].then.assign wants manual, round-robin or least-busy; here it is "random"',
  ],
  [
    '{}',
    '{ sla: Fast }',
    'routes[0].then.sla names the policy Fast, which is not among the policies of sla: there is none',
  ],
  [
    '{}',
    '{ skills: [Two Words] }',
    'routes[0].then.skills[0] wants a skill’s id: small letters, digits, - and _, at most 40; here it is "Two Words"',
  ],
]

describe('a rule that asks for labels', () => {
  it.each(asked)('is checked against the taxonomy: %s %s', (when, then, ...problems) => {
    const found = problemsIn(RIGHT, rule(when, then))
    expect(found.map((one) => one.replace(/^\S+ /, ''))).toEqual(problems)
  })

  it('may name a label by an id that it had before', () => {
    expect(problemsIn(RIGHT, rule('{ intent: money-back }'))).toEqual([])
  })

  it('is right where there are such labels', () => {
    const when =
      '{ intent: [refund, praise], department: sales, sentiment: negative, spam: { at_least: 0.9 } }'
    expect(problemsIn(RIGHT, rule(when, '{ assign: least-busy, skills: [vinyl] }'))).toEqual([])
  })
})

describe('the example’s taxonomy', () => {
  const text = readFileSync('config/taxonomy.yaml', 'utf8')

  it('names its schema, so that an editor finds it; `npm run schema` writes that anew', () => {
    expect(text.split('\n')[0]).toBe('# yaml-language-server: $schema=./taxonomy.schema.json')
    const committed: unknown = JSON.parse(readFileSync('config/taxonomy.schema.json', 'utf8'))
    expect(committed).toEqual(JSON.parse(JSON.stringify(taxonomyJsonSchema())))
  })

  it('gives each intent enough examples to learn from, and no phrase to two of them', () => {
    const read = loadSettings('config/greenroom.yaml')
    const labels = read.ok ? read.settings.taxonomy.labels : []
    const intents = labels.filter(({ kind }) => kind === 'intent')
    expect(intents).toHaveLength(8)
    for (const { examples, department } of intents) {
      expect(examples.length).toBeGreaterThanOrEqual(8)
      expect(department).not.toBeNull()
    }
    const phrases = intents.flatMap(({ examples }) => examples)
    expect(new Set(phrases).size).toBe(phrases.length)
  })
})
