import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cleanText, isEmpty, plainText, textContent } from '../../src/conversation/message.ts'

const inlines = (words: string) => {
  const block = textContent(words).blocks[0]
  return block?.kind === 'paragraph' ? block.inlines : []
}

describe('what was typed as plain text', () => {
  it.each([
    ['see https://luna.example/tour.', 'https://luna.example/tour'],
    ['(https://luna.example/a)', 'https://luna.example/a'],
    ['https://en.example/wiki/Luna_(band)', 'https://en.example/wiki/Luna_(band)'],
    ['HTTPS://LUNA.EXAMPLE/x?a=1&b=2#c!', 'HTTPS://LUNA.EXAMPLE/x?a=1&b=2#c'],
  ])('%j has the link %j', (words, url) => {
    expect(inlines(words)).toContainEqual({ kind: 'link', url, text: url })
  })

  it.each([
    'javascript:alert(1)',
    'data:text/html,<b>',
    'vbscript:x',
    'file:///etc/passwd',
    'https://',
    'ftp://x.y',
  ])('%j is no link', (words) => {
    expect(inlines(words)).toEqual([{ kind: 'text', text: words }])
  })

  it('says the same as text again, whatever it was', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (raw) => {
        const content = textContent(raw)
        expect(plainText(content)).toBe(cleanText(raw))
        expect(isEmpty(content)).toBe(cleanText(raw) === '')
      }),
    )
  })

  it('is well-formed and free of control characters, whatever it was', () => {
    const hostile = 'a\u0000b\ud800c\u001b[31md\r\ne\rf\u0085g\tz'
    expect(cleanText(hostile)).toBe('ab\ufffdc[31md\ne\nfg\tz')
  })

  it('keeps emoji and right-to-left text as they are', () => {
    const words = '👩‍👩‍👧‍👦 שלום \u202eabc'
    expect(cleanText(words)).toBe(words)
  })
})
