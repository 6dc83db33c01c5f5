import { toUnitLength, type Sparse } from '../sparse.ts'
import { wordsOf } from '../words.ts'

/** Words and pieces share so many places; few of what the starter phrases hold meet at one. */
export const PLACES = 2 ** 15

const LEAST_PIECE = 3
const MOST_PIECE = 4
/** Words after a “not” up to here mean the opposite. */
const REACH = 3
const NEGATIONS = new Set(
  `not no never dont doesnt didnt isnt wasnt arent werent cant couldnt wont wouldnt havent hasnt without nothing nobody
   nicht kein keine nie no nunca nada pas jamais rien nao non mai niente niet nie geen inte не нет`.split(
    /\s+/,
  ),
)

/**
 * A text as counts of its words, pairs of words, and pieces of words, each at the place its hash gives it, so
 * that no vocabulary has to be kept. Words and pieces each have length 1.
 */
export function hashed(text: string): { readonly words: Sparse; readonly pieces: Sparse } {
  const words = wordsOf(text)
  const whole = new Map<number, number>()
  const pieces = new Map<number, number>()
  let before = 0
  let negated = 0
  for (const word of words) {
    const own = hash(word, 0, word.length, 0)
    count(whole, own)
    if (before !== 0) count(whole, Math.imul(before, 31) ^ own)
    if (negated > 0) count(whole, Math.imul(own, 17))
    negated = NEGATIONS.has(word) ? REACH : negated - 1
    before = own
    countPieces(pieces, ` ${word} `)
  }
  return { words: vectorOf(whole), pieces: vectorOf(pieces) }
}

function countPieces(pieces: Map<number, number>, word: string) {
  for (let size = LEAST_PIECE; size <= MOST_PIECE; size += 1)
    for (let from = 0; from + size <= word.length; from += 1)
      count(pieces, hash(word, from, from + size, size))
}

const FIRST = 0x811c9dc5

/** FNV-1a over the letters. */
function hash(word: string, from: number, to: number, seed: number): number {
  let value = FIRST ^ seed
  for (let place = from; place < to; place += 1)
    value = Math.imul(value ^ word.charCodeAt(place), 0x01000193)
  return value
}

function count(counts: Map<number, number>, mixed: number) {
  const place = ((mixed ^ (mixed >>> 15)) >>> 0) % PLACES
  counts.set(place, (counts.get(place) ?? 0) + 1)
}

function vectorOf(counts: ReadonlyMap<number, number>): Sparse {
  const at = Uint32Array.from(counts.keys())
  const value = Float32Array.from(counts.values(), (times) => 1 + Math.log(times))
  toUnitLength(value)
  return { at, value }
}
