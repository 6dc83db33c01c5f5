import { describe, expect, it } from 'vitest'
import { SUBJECTS, type Subject } from '../../../../src/adapters/embedded/heads/subjects.ts'
import { crossed, figures } from '../../../support/crossing.ts'

/** Each a little below what is reached: who makes it worse is told. */
const floors = [
  ['sentiment', 'meaning', { accuracy: 0.9, macroF1: 0.9 }],
  ['sentiment', 'words', { accuracy: 0.69, macroF1: 0.69 }],
  ['abuse', 'meaning', { accuracy: 0.95, macroF1: 0.93 }],
  ['abuse', 'words', { accuracy: 0.89, macroF1: 0.83 }],
  ['spam', 'meaning', { accuracy: 0.94, macroF1: 0.91 }],
  ['spam', 'words', { accuracy: 0.93, macroF1: 0.88 }],
  ['priority', 'meaning', { accuracy: 0.77, macroF1: 0.63 }],
  ['priority', 'words', { accuracy: 0.74, macroF1: 0.55 }],
] as const

describe('what heads make of phrases that they did not learn from', () => {
  for (const [name, by, floor] of floors)
    it(`tells ${name} by ${by} at least so well, and as surely as it is right`, () => {
      const subject: Subject<unknown> = SUBJECTS[name]
      const found = figures(subject, by, crossed(subject, by))
      expect(found.accuracy).toBeGreaterThan(floor.accuracy)
      expect(found.macroF1).toBeGreaterThan(floor.macroF1)
      expect(found.calibrationError).toBeLessThan(0.07)
    })
})
