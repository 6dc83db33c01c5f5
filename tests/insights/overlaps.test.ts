import { describe, expect, it } from 'vitest'
import { distance } from '../../src/conversation/nearest.ts'
import {
  correctedPairs,
  mistakenPairs,
  pairsByName,
  pairsTogether,
} from '../../src/insights/overlaps.ts'

function times<T>(count: number, one: T): T[] {
  return Array.from({ length: count }, () => one)
}

describe('labels that may be one', () => {
  it('are those that corrections go between, in either direction', () => {
    const swaps = [
      ...times(5, { from: 'refund', to: 'money-back' }),
      ...times(4, { from: 'money-back', to: 'refund' }),
      ...times(5, { from: 'refund', to: 'order' }),
      ...times(9, { from: 'order', to: 'order' }),
    ]
    expect(correctedPairs(swaps)).toEqual([
      { one: 'money-back', other: 'refund', between: 9, all: 14 },
    ])
    expect(correctedPairs(times(2, { from: 'a', to: 'b' }))).toEqual([])
  })

  it('are those whose examples are taken for each other’s, both ways', () => {
    const answers = [
      ...times(7, { right: 'a', guess: 'a' }),
      ...times(3, { right: 'a', guess: 'b' }),
      ...times(8, { right: 'b', guess: 'b' }),
      ...times(2, { right: 'b', guess: 'a' }),
      ...times(5, { right: 'c', guess: 'a' }),
    ]
    expect(mistakenPairs(answers)).toEqual([
      { one: 'a', other: 'b', there: { count: 3, of: 10 }, back: { count: 2, of: 10 } },
    ])
  })

  it('are those that stand together nearly always, on five conversations at least', () => {
    const sets = [...times(4, ['vip', 'gold']), ['gold', 'vip', 'late'], ['gold'], ['late']]
    expect(pairsTogether(sets)).toEqual([{ one: 'gold', other: 'vip', both: 5, either: 6 }])
    expect(pairsTogether(times(4, ['vip', 'gold']))).toEqual([])
    expect(pairsTogether([...times(5, ['vip', 'gold']), ...times(5, ['gold'])])).toEqual([])
  })

  it('are those with nearly the same name', () => {
    const names = ['refund', 'Refunds', 're-fund', 'delivery', 'delivry', 'vip', 'vie'].map(
      (id) => ({ id, name: id }),
    )
    expect(pairsByName(names, distance).map(({ one, other }) => `${one} ${other}`)).toEqual([
      'refund Refunds',
      'refund re-fund',
      'Refunds re-fund',
      'delivery delivry',
    ])
  })
})
