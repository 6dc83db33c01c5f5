import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { examplesOf, type Topic } from '../../../src/adapters/embedded/examples.ts'
import { dealt, foldsFor } from '../../../src/adapters/embedded/folds.ts'
import { atOnce } from '../../../src/adapters/embedded/steps.ts'
import { learnTopics, type Topics } from '../../../src/adapters/embedded/topics.ts'

const SHOP: readonly Topic[] = [
  {
    name: 'Refund',
    examples: ['i want my money back', 'please refund my order', 'how do i get a refund'],
  },
  {
    name: 'Shipping',
    examples: ['where is my parcel', 'my order has not arrived', 'the tracking does not move'],
  },
  { name: 'Login', examples: ['i forgot my password', 'i cannot log in', 'reset my password'] },
]
const EACH = [0, 1, 2]

function learnt(topics: readonly Topic[]): Topics {
  return atOnce(learnTopics(topics, 'narrow', () => null))
}
const shop = learnt(SHOP)

describe('telling topics apart', () => {
  it.each([
    ['refund please, i want it back', 0],
    ['has my parcel arrived', 1],
    ['password forgotten, cannot log in', 2],
  ])('%s', (text, topic) => {
    const likely = shop.judge(text, null, EACH)
    expect(likely.indexOf(Math.max(...likely))).toBe(topic)
    expect(likely[topic]).toBeGreaterThan(0.5)
  })

  it('is not sure of what belongs to none of them', () => {
    for (const text of ['hello', 'how tall is the eiffel tower', ''])
      expect(Math.max(...shop.judge(text, null, EACH))).toBeLessThan(0.6)
  })

  it('asks of some topics only: what belongs to another belongs to none of those', () => {
    const [refund] = shop.judge('i forgot my password', null, [0])
    const [, login] = shop.judge('i forgot my password', null, [0, 2])
    expect(refund).toBeLessThan(0.3)
    expect(login).toBeGreaterThan(0.6)
    expect(shop.judge('i forgot my password', null, [])).toEqual([])
  })

  it('gives the same answer whatever the order of the examples was', () => {
    const other = learnt(SHOP.map((topic) => ({ ...topic, examples: topic.examples.toReversed() })))
    const text = 'where is my refund'
    expect(other.judge(text, null, EACH)).toEqual(shop.judge(text, null, EACH))
  })

  it('takes an example twice for one', () => {
    const other = learnt(
      SHOP.map((topic) => ({ ...topic, examples: [...topic.examples, ...topic.examples] })),
    )
    const text = 'my order'
    expect(other.judge(text, null, EACH)).toEqual(shop.judge(text, null, EACH))
  })

  it('learns from one topic with two examples', () => {
    const one = learnt([{ name: 'Tickets', examples: ['i want a ticket', 'tickets for tonight'] }])
    const [likely] = one.judge('a ticket for tonight', null, [0])
    const [unlike] = one.judge('how do volcanoes erupt', null, [0])
    expect(likely).toBeGreaterThan(unlike ?? 1)
    expect(unlike).toBeLessThan(0.5)
  })

  it('learns from examples that stand in two topics, and from topics without words', () => {
    const odd = learnt([
      { name: 'A', examples: ['the same', 'the same'] },
      { name: 'B', examples: ['the same', '…'] },
      { name: '!', examples: ['', '???'] },
    ])
    const likely = odd.judge('the same', null, EACH)
    expect(likely.every((one) => one >= 0 && one <= 1)).toBe(true)
  })

  it('gives probabilities that together are at most 1, for any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 40 }), (text) => {
        const likely = shop.judge(text, null, EACH)
        const sum = likely.reduce((all, one) => all + one, 0)
        expect(likely.every((one) => one >= 0)).toBe(true)
        expect(sum).toBeLessThanOrEqual(1 + 1e-9)
      }),
    )
  })

  it('weighs what a text means, where its words are new', () => {
    const meaning = (place: number) => {
      const numbers = new Float32Array(512)
      numbers[place] = 1
      return numbers
    }
    const places = new Map(
      SHOP.flatMap(({ examples }, topic) => examples.map((text) => [text, topic] as const)),
    )
    const topics = atOnce(learnTopics(SHOP, 'broad', (text) => meaning(places.get(text) ?? 500)))
    const likely = topics.judge('voglio un rimborso', meaning(0), EACH)
    expect(likely.indexOf(Math.max(...likely))).toBe(0)
  })
})

describe('the examples of a lesson', () => {
  it('are those of each topic, its name, and everyday messages beside them', () => {
    const examples = examplesOf(SHOP)
    expect(examples.filter(({ topic }) => topic === 0).map(({ text }) => text)).toContain('Refund')
    expect(examples.filter(({ topic }) => topic === 0)).toHaveLength(4)
    expect(examples.filter(({ topic }) => topic === 3).length).toBeGreaterThan(8)
  })

  it('leave out everyday messages that a topic has for an example', () => {
    const examples = examplesOf([{ name: 'Greeting', examples: ['Hi!', 'hello', 'hey'] }])
    expect(
      examples.filter(({ topic, text }) => topic === 1 && /^(?:hi|hello|hey)\W*$/iu.test(text)),
    ).toEqual([])
  })

  it('are dealt so that each topic is in as many folds as it can be', () => {
    const groups = [0, 0, 1, 1, 1, 1, 1, 2]
    const fold = dealt(groups, foldsFor(8, 5), 1)
    const seen = (group: number) =>
      new Set(groups.flatMap((one, place) => (one === group ? [fold[place]] : []))).size
    expect([seen(0), seen(1), seen(2)]).toEqual([2, 5, 1])
  })
})
