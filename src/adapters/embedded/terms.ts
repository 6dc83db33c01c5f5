import { gramsOf, type Grams } from './grams.ts'
import { toUnitLength, type Sparse } from './sparse.ts'

/** Of each kind of term at most so many are known, the commonest: what each costs is a number for every label. */
const MOST_TERMS = 30_000

/** Turns texts into vectors over the terms of the texts it was made from. */
export interface Terms {
  /** Places of a vector: from 0 up to this. */
  readonly size: number
  vector(text: string): Sparse
}

interface Known {
  readonly place: number
  readonly weight: number
}

/**
 * TF-IDF: a term counts for more in a text that has it often (by the logarithm), and for less where many
 * texts have it. Words and pieces are weighed apart, so that a long word does not outweigh the others.
 */
export function termsOf(texts: readonly string[]): Terms {
  const all = texts.map(gramsOf)
  const words = known(
    all.map((grams) => grams.words),
    0,
  )
  const pieces = known(
    all.map((grams) => grams.pieces),
    words.size,
  )
  return {
    size: words.size + pieces.size,
    vector(text) {
      const grams = gramsOf(text)
      return joined(weighed(grams.words, words), weighed(grams.pieces, pieces))
    },
  }
}

function known(texts: readonly Grams['words'][], from: number): ReadonlyMap<string, Known> {
  const seenIn = new Map<string, number>()
  for (const grams of texts)
    for (const gram of new Set(grams)) seenIn.set(gram, (seenIn.get(gram) ?? 0) + 1)
  const commonest = [...seenIn].toSorted(
    ([one, often], [other, seldom]) => seldom - often || (one < other ? -1 : 1),
  )
  return new Map(
    commonest
      .slice(0, MOST_TERMS)
      .map(([gram, count], place) => [
        gram,
        { place: from + place, weight: Math.log((1 + texts.length) / (1 + count)) + 1 },
      ]),
  )
}

function weighed(grams: readonly string[], terms: ReadonlyMap<string, Known>): Sparse {
  const counts = new Map<Known, number>()
  for (const gram of grams) {
    const term = terms.get(gram)
    if (term) counts.set(term, (counts.get(term) ?? 0) + 1)
  }
  const at = new Uint32Array(counts.size)
  const value = new Float32Array(counts.size)
  let next = 0
  for (const [term, count] of counts) {
    at[next] = term.place
    value[next] = (1 + Math.log(count)) * term.weight
    next += 1
  }
  toUnitLength(value)
  return { at, value }
}

function joined(one: Sparse, other: Sparse): Sparse {
  const at = new Uint32Array(one.at.length + other.at.length)
  const value = new Float32Array(at.length)
  at.set(one.at)
  at.set(other.at, one.at.length)
  value.set(one.value)
  value.set(other.value, one.at.length)
  toUnitLength(value)
  return { at, value }
}
