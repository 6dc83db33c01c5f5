import { describe, expect, it } from 'vitest'
import { gramsOf } from '../../../src/adapters/embedded/grams.ts'
import { wordsOf } from '../../../src/adapters/embedded/words.ts'

describe('the words of a text', () => {
  it.each([
    ['Where IS my Order?!', ['where', 'is', 'my', 'order']],
    ['Où est ma commande à Zürich', ['ou', 'est', 'ma', 'commande', 'a', 'zurich']],
    ["I don't know, it’s late", ['i', 'dont', 'know', 'its', 'late']],
    ['ＦＲＥＥ ﬁle', ['free', 'file']],
    ['5 € zurück 🎉🎉', ['5', '€', 'zuruck', '🎉', '🎉']],
    ['где мой заказ', ['где', 'мой', 'заказ']],
    ['pass\u00adword', ['password']],
    ['…', []],
  ])('%s', (text, words) => {
    expect(wordsOf(text)).toEqual(words)
  })

  it('are found where no spaces stand between them', () => {
    expect(wordsOf('我的订单在哪里').length).toBeGreaterThan(2)
    expect(wordsOf('注文はどこですか').length).toBeGreaterThan(2)
    expect(wordsOf('คำสั่งซื้อของฉันอยู่ที่ไหน').length).toBeGreaterThan(2)
  })

  it('end where a long text has been read far enough', () => {
    expect(wordsOf('ab '.repeat(50_000)).length).toBeLessThan(1_000)
  })
})

describe('what a text is counted by', () => {
  it('is words and pairs of words', () => {
    expect(gramsOf('where is it').words).toEqual(['where', 'is', 'it', 'where is', 'is it'])
  })

  it('is also pieces of each word, with its beginning and its end', () => {
    expect(gramsOf('card').pieces).toEqual([
      ' ca',
      'car',
      'ard',
      'rd ',
      ' car',
      'card',
      'ard ',
      ' card',
      'card ',
    ])
    expect(gramsOf('a').pieces).toEqual([' a '])
    expect(gramsOf('').pieces).toEqual([])
  })
})
