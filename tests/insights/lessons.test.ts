import { describe, expect, it } from 'vitest'
import { foldsOf, itemsOf } from '../../src/insights/held-out.ts'
import { examplesIn, folded } from '../../src/insights/lessons.ts'
import type { Taxonomy } from '../../src/conversation/labels.ts'
import type { Correction } from '../../src/ports.ts'
import { label } from '../support/example-labels.ts'

const TAXONOMY: Taxonomy = {
  labels: [
    label('intent', 'refund', { was: ['return'], examples: ['I want my money back'] }),
    label('intent', 'order', { examples: ['Where is my parcel?'] }),
    label('department', 'billing'),
  ],
}

function correction(text: string, its: string, more: Partial<Correction> = {}): Correction {
  return {
    conversation: text as Correction['conversation'],
    inbox: 'shop' as Correction['inbox'],
    at: 0,
    kind: 'intent',
    label: its,
    was: null,
    by: 'ana' as Correction['by'],
    opening: text,
    text,
    ...more,
  }
}

describe('what corrections teach', () => {
  it('is the oldest first, each text once, by its newest label', () => {
    const newestFirst = [
      correction('It broke!', 'order'),
      correction('Too small', 'refund'),
      correction('it broke', 'refund'),
    ]
    expect(examplesIn(newestFirst, TAXONOMY)).toEqual([
      { text: 'Too small', kind: 'intent', label: 'refund' },
      { text: 'It broke!', kind: 'intent', label: 'order' },
    ])
  })

  it('is never against the team’s own examples', () => {
    expect(examplesIn([correction('i want my money back!!', 'order')], TAXONOMY)).toEqual([])
    const other = correction('I want my money back', 'billing', { kind: 'department' })
    expect(examplesIn([other], TAXONOMY)).toHaveLength(1)
  })

  it('goes by the names that labels have now, and without those that are gone', () => {
    const all = [correction('Too small', 'return'), correction('Hm', 'gossip')]
    expect(examplesIn(all, TAXONOMY)).toMatchObject([{ text: 'Too small', label: 'refund' }])
    expect(itemsOf(all, TAXONOMY)).toMatchObject({ items: [{ right: 'refund' }], retired: 1 })
  })

  it('is nothing where the words were taken back', () => {
    expect(examplesIn([correction('', 'refund')], TAXONOMY)).toEqual([])
  })
})

describe('what is asked again', () => {
  const some = Array.from({ length: 23 }, (_, place) =>
    correction(`text ${place % 20}`, place % 2 === 0 ? 'refund' : 'order', {
      conversation: `c${place}` as Correction['conversation'],
    }),
  )

  it('was not learned in that round, neither itself nor the same words', () => {
    const { items } = itemsOf(some, TAXONOMY)
    const folds = foldsOf(items, TAXONOMY)
    expect(folds).toHaveLength(5)
    expect(folds.flatMap(({ asked }) => asked)).toHaveLength(23)
    for (const { learned, asked } of folds) {
      const known = new Set(learned.map(({ text }) => folded(text)))
      expect(known.size).toBeGreaterThan(10)
      expect(asked.filter((item) => known.has(folded(item.correction.opening)))).toEqual([])
    }
  })

  it('is not what the taxonomy has for an example, since that is always learned', () => {
    const known = correction('where is MY parcel', 'order')
    const { items } = itemsOf([known, ...some], TAXONOMY)
    const asked = foldsOf(items, TAXONOMY).flatMap((fold) => fold.asked)
    expect(asked.map(({ correction: { text } }) => text)).not.toContain(known.text)
  })

  it('is nothing where there is but one', () => {
    expect(foldsOf(itemsOf(some.slice(0, 1), TAXONOMY).items, TAXONOMY)).toEqual([])
  })
})
