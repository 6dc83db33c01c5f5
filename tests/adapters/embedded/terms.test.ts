import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { termsOf } from '../../../src/adapters/embedded/terms.ts'

const texts = ['where is my order', 'where is my refund', 'cancel my order please']

function product(one: string, other: string): number {
  const terms = termsOf(texts)
  const [left, right] = [terms.vector(one), terms.vector(other)]
  const at = new Map(Array.from(right.at, (place, next) => [place, right.value[next] ?? 0]))
  return left.value.reduce(
    (sum, value, next) => sum + value * (at.get(left.at[next] ?? -1) ?? 0),
    0,
  )
}

describe('a text as a vector of terms', () => {
  it('has length 1, or no terms at all', () => {
    expect(product('where is my order', 'where is my order')).toBeCloseTo(1, 5)
    expect(termsOf(texts).vector('xyzzy').at).toHaveLength(0)
  })

  it('is nearer to a text with the same rare words than to one with the same common ones', () => {
    expect(product('refund', 'where is my refund')).toBeGreaterThan(
      product('refund', 'where is my order'),
    )
    expect(product('my cancel', 'cancel my order please')).toBeGreaterThan(
      product('my cancel', 'where is my order'),
    )
  })

  it('is near in spite of a slip of the fingers', () => {
    expect(product('refumd', 'where is my refund')).toBeGreaterThan(0)
  })

  it('does not depend on the order of the texts it was made from', () => {
    const [one, other] = [termsOf(texts), termsOf(texts.toReversed())]
    expect(one.vector('my refund please')).toEqual(other.vector('my refund please'))
  })

  it('takes any text', () => {
    const terms = termsOf(texts)
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 20 }), (text) => {
        const { at, value } = terms.vector(text)
        expect(at).toHaveLength(value.length)
        expect(at.every((place) => place < terms.size)).toBe(true)
      }),
    )
  })
})
