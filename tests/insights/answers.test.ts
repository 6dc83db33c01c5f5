import { describe, expect, it } from 'vitest'
import { confusionsOf, figuresOf } from '../../src/insights/answers.ts'
import type { Answer } from '../../src/insights/answers.ts'

const answer = (right: string, guess: string | null, confidence = 0.9): Answer => ({
  right,
  guess,
  confidence,
})

describe('figures', () => {
  it('are of all answers, of the sure ones, and of those that are right', () => {
    const answers = [
      answer('refund', 'refund', 0.9),
      answer('refund', 'order', 0.9),
      answer('order', 'order', 0.5),
      answer('order', null, 0),
    ]
    expect(figuresOf(answers, 0.6)).toMatchObject({
      count: 4,
      accuracy: 0.5,
      coverage: 0.5,
      accuracyOfSure: 0.5,
    })
  })

  it('say how far confidence is from being right', () => {
    const sure = Array.from({ length: 10 }, (_, place) =>
      answer('refund', place < 8 ? 'refund' : 'order', 0.85),
    )
    expect(figuresOf(sure, 0.6).calibration).toBeCloseTo(0.05)
    expect(figuresOf([answer('refund', 'refund', 1)], 0.6).calibration).toBe(0)
  })

  it('of nothing are none', () => {
    expect(figuresOf([], 0.6)).toEqual({
      count: 0,
      accuracy: null,
      coverage: null,
      accuracyOfSure: null,
      calibration: null,
    })
    expect(figuresOf([answer('refund', null, 0)], 0.6)).toMatchObject({
      accuracy: 0,
      accuracyOfSure: null,
      calibration: null,
    })
  })
})

it('what was taken for what is counted, the commonest first', () => {
  const answers = [answer('refund', null), answer('refund', 'order'), answer('refund', 'order')]
  expect(confusionsOf(answers)).toEqual([
    { right: 'refund', guess: 'order', count: 2 },
    { right: 'refund', guess: null, count: 1 },
  ])
})
