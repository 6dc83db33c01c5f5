import fc from 'fast-check'
import { anyText, expectAlways } from './always.ts'
import { describe, expect, it } from 'vitest'
import { escapedLength, escapeSlack, unescapeSlack } from '../../../src/adapters/slack/escape.ts'
import { splitText } from '../../../src/adapters/slack/pieces.ts'

const text = fc.oneof(
  anyText(400),
  fc
    .array(fc.constantFrom('word', ' ', '\n', '\n\n', '. ', '&', '<', '👩‍👩‍👧', '👍🏽', 'e\u0301'), {
      maxLength: 200,
      size: 'max',
    })
    .map((parts) => parts.join('')),
)

describe('a long text', () => {
  it('is all there when its pieces are put together', () => {
    expectAlways(
      fc.property(text, fc.integer({ min: 20, max: 200 }), (words, limit) => {
        const pieces = splitText(words, limit)
        expect(pieces.join('')).toBe(words)
        for (const piece of pieces) expect(escapedLength(piece)).toBeLessThanOrEqual(limit)
      }),
    )
  })

  it('is never broken within a sign that has room', () => {
    const signs = fc.array(fc.constantFrom('👩‍👩‍👧‍👦', '🇩🇪', '👍🏽', 'é', 'ห', 'a'), {
      minLength: 50,
      maxLength: 150,
    })
    expectAlways(
      fc.property(signs, (all) => {
        const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' })
        const signsOf = (one: string) =>
          Array.from(segmenter.segment(one), ({ segment }) => segment)
        const words = all.join('')
        expect(splitText(words, 40).flatMap(signsOf)).toEqual(signsOf(words))
      }),
    )
  })

  it('is broken between paragraphs before lines, lines before sentences, sentences before words', () => {
    const half = 'x'.repeat(60)
    expect(splitText(`${half}\n\nand so on\nand on. And so forth`, 90)[0]).toBe(`${half}\n\n`)
    expect(splitText(`${half} one\ntwo three. four five six seven`, 90)[0]).toBe(`${half} one\n`)
    expect(splitText(`${half} one. two three four five six seven`, 90)[0]).toBe(`${half} one. `)
    expect(splitText(`${half} one two three four five six seven`, 72)[0]).toBe(`${half} one two `)
  })

  it('starts afresh where the room that is left has no good break', () => {
    expect(splitText('unbreakable', 20, 5)).toEqual(['', 'unbreakable'])
    expect(splitText('to be or not', 20, 6)).toEqual(['to be ', 'or not'])
  })

  it('is not broken within a surrogate pair, however small the room', () => {
    expect(splitText('😀😀😀', 3)).toEqual(['😀', '😀', '😀'])
  })

  it('is not broken between white space and the mark that it carries', () => {
    const half = 'x'.repeat(30)
    expect(splitText(`${half} \u0301${half}`, 31)[0]).toBe(half)
  })

  it('with one endless sign is broken all the same', () => {
    const pieces = splitText(`a${'\u0301'.repeat(100)}`, 30)
    expect(pieces.every((piece) => piece.length <= 30)).toBe(true)
    expect(pieces.join('')).toHaveLength(101)
  })
})

describe('escaping', () => {
  it('touches exactly three signs, and is undone', () => {
    expect(escapeSlack(`<@U1> & "it's" *b* :x: &amp;`)).toBe(
      `&lt;@U1&gt; &amp; "it's" *b* :x: &amp;amp;`,
    )
    expectAlways(
      fc.property(fc.string(), (words) => {
        expect(unescapeSlack(escapeSlack(words))).toBe(words)
        expect(escapeSlack(words)).toHaveLength(escapedLength(words))
      }),
    )
  })
})
