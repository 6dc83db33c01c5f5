import { assert, constantFrom, dictionary, jsonValue, oneof, property, string } from 'fast-check'
import { expect, it } from 'vitest'
import { readLabels } from '../../../src/adapters/openai/reading.ts'
import { PRIORITIES } from '../../../src/conversation/conversation.ts'
import type { Classification, Given, LabelId } from '../../../src/conversation/labels.ts'
import { LANGUAGES, SENTIMENTS } from '../../../src/conversation/labels.ts'
import { CHOICES } from '../../support/example-labels.ts'
import { strangersIn } from '../../support/only-labels.ts'

/** Where in a type any word may stand: the paths of its leaves that are plain strings. `never` when there are none. */
type WordsIn<Its, Path extends string = ''> = Its extends string
  ? string extends Its
    ? Path
    : never
  : Its extends object
    ? { [Key in keyof Its & string]: WordsIn<Its[Key], `${Path}.${Key}`> }[keyof Its & string]
    : never

/** Does not compile where a word could stand. */
function noWordIn<Its>(none: [WordsIn<Its>] extends [never] ? true : WordsIn<Its>): boolean {
  return none === true
}

it('a classification has no place for a word: it would not compile', () => {
  expect(noWordIn<Classification>(true)).toBe(true)
  // A plain type has such places, and they are found.
  const places: WordsIn<{ readonly reply: Given; readonly abuse: number; readonly id: LabelId }>[] =
    ['.reply.id', '.reply.name']
  expect(places).toHaveLength(2)
  // @ts-expect-error where a word can stand there is no proof
  expect(noWordIn<Given>(true)).toBe(true)
})

it('what is read holds the choices’ own ids, members of fixed lists and numbers, nothing else', () => {
  const said = {
    intent: 'refund',
    intent_confidence: 0.8,
    department: 'Billing',
    department_confidence: 0.7,
    priority: ' HIGH ',
    priority_confidence: 0.6,
    sentiment: 'negative',
    sentiment_confidence: 0.5,
    language: 'pt-BR',
    language_confidence: 1,
    abuse: 0.1,
    spam: 0,
    reply: 'Dear visitor',
  }
  const read = readLabels(JSON.stringify(said), CHOICES)
  const words = new Set<unknown>([
    ...[...CHOICES.intents, ...CHOICES.departments].map(({ id }) => id),
    ...PRIORITIES,
    ...SENTIMENTS,
    ...LANGUAGES,
  ])
  const leaves = leavesOf(read)
  expect(leaves).toHaveLength(12)
  expect(leaves.filter((leaf) => typeof leaf !== 'number' && !words.has(leaf))).toEqual([])
  expect(read).toEqual({
    intent: { label: 'refund', confidence: 0.68 },
    department: { label: 'billing', confidence: 0.595 },
    priority: { label: 'high', confidence: 0.51 },
    sentiment: { label: 'negative', confidence: 0.425 },
    language: { label: 'pt', confidence: 0.85 },
    abuse: 0.085,
    spam: 0,
  })
})

it('one label that cannot be read is left out, and the others stay', () => {
  const read = readLabels(
    '{"intent":"owned","intent_confidence":1,"department":"support","department_confidence":2,' +
      '"priority":"low","priority_confidence":0.5,"abuse":0,"spam":0}',
    CHOICES,
  )
  expect(read).toEqual({
    intent: null,
    department: null,
    priority: { label: 'low', confidence: 0.425 },
    sentiment: null,
    language: null,
    abuse: 0,
    spam: 0,
  })
})

it('a language that the inbox is not written in is none', () => {
  const german = { ...CHOICES, languages: ['de'] as const }
  const said =
    '{"language":"en","language_confidence":1,"priority":"low","priority_confidence":1,"abuse":0,"spam":0}'
  expect(readLabels(said, german)?.language).toBeNull()
  expect(readLabels(said.replace('"en"', '"de"'), german)?.language?.label).toBe('de')
})

it('whatever a model says, what is read of it are labels and numbers', () => {
  const field = constantFrom(
    ...['intent', 'department', 'priority', 'sentiment', 'language', 'abuse', 'spam'].flatMap(
      (name) => [name, `${name}_confidence`],
    ),
  )
  const value = oneof(jsonValue(), constantFrom('refund', 'Billing', 'HIGH', 'en', 0, 0.5, 1, 2))
  const said = oneof(
    string(),
    jsonValue().map((json) => JSON.stringify(json)),
    dictionary(field, value).map((json) => JSON.stringify({ abuse: 0, spam: 0, ...json })),
  )
  assert(
    property(said, (text) => strangersIn(readLabels(text, CHOICES), CHOICES).length === 0),
    { numRuns: 2_000 },
  )
  expect(strangersIn({ intent: 'refund' }, CHOICES)).not.toEqual([])
})

function leavesOf(value: unknown): unknown[] {
  return typeof value === 'object' && value !== null
    ? Object.values(value).flatMap(leavesOf)
    : [value]
}
