import { PRIORITIES } from '../../src/conversation/conversation.ts'
import { LANGUAGES, SENTIMENTS } from '../../src/conversation/labels.ts'
import type { Choices } from '../../src/ports.ts'

const FIELDS = ['intent', 'department', 'priority', 'sentiment', 'language', 'abuse', 'spam']

/**
 * What in an answer is neither a label out of the choices, nor of a fixed list, nor a number from 0 to 1: each
 * with its path. Empty when all is well.
 */
export function strangersIn(answer: unknown, choices: Choices): string[] {
  if (answer === null) return []
  const fields = entriesOf(answer)
  return [
    ...FIELDS.filter((field) => !fields.has(field)).map((field) => `${field} is missing`),
    ...[...fields].flatMap(([field, value]) => strangersAt(field, value, choices)),
  ]
}

function strangersAt(field: string, value: unknown, choices: Choices): string[] {
  if (field === 'abuse' || field === 'spam') return numberAt(field, value)
  const allowed = allowedIn(field, choices)
  if (!allowed) return [`${field} is no field of a classification`]
  if (value === null) return []
  const guess = entriesOf(value)
  const { length } = [...guess.keys()].filter((key) => key !== 'label' && key !== 'confidence')
  return [
    ...(length > 0 ? [`${field} has more than a label and a confidence`] : []),
    ...(allowed.some((one) => one === guess.get('label'))
      ? []
      : [`${field} is not of the choices`]),
    ...numberAt(`${field}'s confidence`, guess.get('confidence')),
  ]
}

function allowedIn(field: string, choices: Choices): readonly string[] | null {
  switch (field) {
    case 'intent':
      return choices.intents.map(({ id }) => id)
    case 'department':
      return choices.departments.map(({ id }) => id)
    case 'priority':
      return PRIORITIES
    case 'sentiment':
      return SENTIMENTS
    case 'language':
      return choices.languages.length > 0 ? choices.languages : LANGUAGES
    default:
      return null
  }
}

function numberAt(path: string, value: unknown): string[] {
  const fine = typeof value === 'number' && value >= 0 && value <= 1
  return fine ? [] : [`${path} is no number from 0 to 1`]
}

function entriesOf(value: unknown): Map<string, unknown> {
  return new Map(typeof value === 'object' && value !== null ? Object.entries(value) : [])
}
