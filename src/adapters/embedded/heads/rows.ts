import type { Sparse } from '../sparse.ts'
import type { Row } from '../svm.ts'
import { hashed, PLACES } from './hashed.ts'
import { coarseSignsOf, SIGNS, signsOf } from './signs.ts'

/** Places of a row’s terms. */
export const TERMS = PLACES + SIGNS
export const MEANING = 512

/** How much each part counts beside the words. */
const PIECES = 1
const SEEN = 0.8
const MEANT = 1.5

/** A text as heads see it: its words and pieces, and what can be seen without knowing words. */
export function rowOf(text: string): Row {
  const { words, pieces } = hashed(text)
  return rowFrom([
    [words, 1, 0],
    [pieces, PIECES, 0],
    [signsOf(text), SEEN, PLACES],
  ])
}

/** The same row with the coarse words beside it, which the head for abuse alone learns from. */
export function withCoarse(row: Row, text: string): Row {
  const coarse = coarseSignsOf(text)
  if (coarse.at.length === 0) return row
  return {
    ...row,
    terms: rowFrom([
      [row.terms, 1, 0],
      [coarse, SEEN, PLACES],
    ]).terms,
  }
}

/** The same row with what the text means beside it. */
export function withMeaning(row: Row, meaning: Float32Array): Row {
  return { terms: row.terms, meaning: meaning.map((value) => value * MEANT) }
}

/** Joins parts, each so many times and its places moved by so many. */
function rowFrom(parts: readonly (readonly [part: Sparse, times: number, from: number])[]): Row {
  const sums = new Map<number, number>()
  for (const [part, times, from] of parts) add(sums, part, times, from)
  const terms = { at: Uint32Array.from(sums.keys()), value: Float32Array.from(sums.values()) }
  return { terms, meaning: null }
}

function add(sums: Map<number, number>, { at, value }: Sparse, times: number, from: number) {
  for (let next = 0; next < at.length; next += 1) {
    const place = from + (at[next] ?? 0)
    sums.set(place, (sums.get(place) ?? 0) + times * (value[next] ?? 0))
  }
}
