import { describe, expect, it } from 'vitest'
import { tellingLines } from '../../../src/adapters/embedded/everyday.ts'

const cases: readonly (readonly [what: string, text: string, tells: string])[] = [
  ['a greeting before the wish', 'Hi!\nmy lamp is broken', 'my lamp is broken'],
  ['thanks after it', 'my lamp is broken\nthank you', 'my lamp is broken'],
  ['a greeting in the same line, which stays', 'hi, my lamp is broken', 'hi, my lamp is broken'],
  ['nothing but small talk', 'hi\nthank you', 'hi\nthank you'],
  ['several lines that tell', 'my lamp\nis broken', 'my lamp\nis broken'],
  ['nothing', '', ''],
  ['small talk and an empty line', 'hi\n', 'hi\n'],
]

describe('what a text tells of what its writer wants', () => {
  it.each(cases)('%s', (_, text, tells) => {
    expect(tellingLines(text)).toBe(tells)
  })
})
