/**
 * A piece of a word and how likely it is (logarithm); its place in the vocabulary is its token. A few with a
 * colon have none: a time of day, it seems, was made of it on its way into the file. They count 0, as in tfjs.
 */
export type Piece = readonly [piece: string, score: number | null]

/** How many tokens the model was made for: what follows them is not looked at. */
export const TOKENS = 128

/** Characters of a text that are looked at, so that no text costs much: 128 tokens are rarely 600. */
const CHARACTERS = 2000

/** What SentencePiece writes for a space, also before the first word. */
const SPACE = '▁'

/** The first pieces of the vocabulary are signs that stand in no text; the first of all is “unknown”. */
const RESERVED = 6
const UNKNOWN = 0

/**
 * Cuts texts into the most likely sequence of pieces of the vocabulary, at most TOKENS of them, as
 * SentencePiece's unigram model does (https://arxiv.org/abs/1804.10959); any text is welcome.
 */
export function createTokenizer(vocabulary: readonly Piece[]): (text: string) => number[] {
  const tokens = new Map<string, number>()
  let longest = 0
  for (const [token, [piece]] of vocabulary.entries()) {
    if (token < RESERVED) continue
    tokens.set(piece, token)
    longest = Math.max(longest, piece.length)
  }

  /** What each part of the text that ends somewhere is best ended with, from all that starts before. */
  const bestEnds = (signs: readonly string[]): End[] => {
    const ends: End[] = Array.from({ length: signs.length + 1 }, () => NOWHERE)
    for (const [start, sign] of signs.entries()) {
      const sofar = ends[start]?.score ?? 0
      const reach = (length: number, token: number, score: number): void => {
        const end = ends[start + length]
        if (end && (end === NOWHERE || score >= end.score))
          ends[start + length] = { token, length, score }
      }
      if (!tokens.has(sign)) reach(1, UNKNOWN, sofar)
      let piece = ''
      for (let length = 1; length <= longest && start + length <= signs.length; length += 1) {
        piece += signs[start + length - 1] ?? ''
        const token = tokens.get(piece)
        if (token !== undefined) reach(length, token, sofar + (vocabulary[token]?.[1] ?? 0))
      }
    }
    return ends
  }

  return (text) => {
    const signs = Array.from(tidy(text))
    const ends = bestEnds(signs)
    const found: number[] = []
    for (let at = signs.length; at > 0;) {
      const { token, length } = ends[at] ?? NOWHERE
      // Several unknown signs in a row are one unknown word.
      if (token !== UNKNOWN || found.at(-1) !== UNKNOWN) found.push(token)
      at -= length
    }
    return found.toReversed().slice(0, TOKENS)
  }
}

interface End {
  readonly token: number
  readonly length: number
  readonly score: number
}

const NOWHERE: End = { token: UNKNOWN, length: 1, score: 0 }

/** One form for what looks alike, and one space between words, whatever stood there. */
function tidy(text: string): string {
  const plain = text.slice(0, CHARACTERS).normalize('NFKC')
  const words = plain.split(/[\s\p{Cc}\u200b]+/u).filter((word) => word !== '')
  return words.map((word) => SPACE + word).join('')
}
