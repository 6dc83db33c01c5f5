import { describe, expect, it } from 'vitest'
import { createTokenizer } from '../../../../src/adapters/embedded/encoder/tokens.ts'
import type { Piece } from '../../../../src/adapters/embedded/encoder/tokens.ts'

const reserved: readonly Piece[] = ['�', '<s>', '</s>', 'x1', 'x2', 'x3'].map((name) => [name, 0])
const words: readonly Piece[] = [
  ['▁', -3],
  ['a', -4],
  ['b', -4],
  ['▁a', -3.5],
  ['ab', -9],
  ['▁ab', -6],
  [':', null],
]
const vocabulary = [...reserved, ...words]
const tokensOf = createTokenizer(vocabulary)
const piecesOf = (text: string): string[] =>
  tokensOf(text).map((token) => vocabulary[token]?.[0] ?? '?')

describe('Words in pieces', () => {
  it.each([
    ['ab', ['▁ab']],
    ['a b', ['▁a', '▁', 'b']],
    ['aab', ['▁a', 'a', 'b']],
    ['  a\n\nab ', ['▁a', '▁ab']],
    ['a:b', ['▁a', ':', 'b']],
    ['ａb', ['▁ab']],
  ])('of %j are the likeliest ones', (text, pieces) => {
    expect(piecesOf(text)).toEqual(pieces)
  })

  it('what nobody knows is one unknown word, however long', () => {
    expect(piecesOf('a 你好你好 b')).toEqual(['▁a', '▁', '�', '▁', 'b'])
  })

  it('are at most 128', () => {
    expect(tokensOf('a '.repeat(1000))).toHaveLength(128)
  })

  it('are none of nothing', () => {
    expect(tokensOf('\n')).toEqual([])
  })
})
