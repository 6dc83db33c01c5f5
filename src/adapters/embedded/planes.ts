import type { Steps } from './steps.ts'
import { separate, side, type Plane, type Row } from './svm.ts'

/** How many numbers the encoder gives a text. */
const NUMBERS = 512
const SEED = 20_260_101

/** Rows of all topics, and how many terms there are. */
export interface Rows {
  readonly rows: readonly Row[]
  readonly terms: number
}

/** The plane between the rows that belong and all others. */
export function planeFor(
  { rows, terms }: Rows,
  belongs: readonly boolean[],
  from?: Float64Array,
): Steps<Plane> {
  const members = belongs.filter(Boolean).length
  // The others are many more: without this a topic of few examples would never be guessed.
  const rare = Math.sqrt((rows.length - members) / Math.max(1, members))
  const cost = { for: Math.max(1, rare), against: 1 }
  return separate(rows, belongs, { terms, meaning: NUMBERS, cost, seed: SEED }, from)
}

/** How far each row lies from a plane that was made without the rows of its fold. */
export function* distancesAside(
  { rows, terms }: Rows,
  belongs: readonly boolean[],
  folds: Uint8Array,
  whole: Plane,
): Steps<number[]> {
  const distances = rows.map(() => 0)
  for (const fold of new Set(folds)) {
    const isInside = (_: unknown, place: number) => folds[place] !== fold
    const inside = { rows: rows.filter(isInside), terms }
    // The whole plane's pulls are near: so each fold takes a few rounds instead of a dozen.
    const plane = yield* planeFor(inside, belongs.filter(isInside), whole.pulls.filter(isInside))
    for (const [place, row] of rows.entries())
      if (folds[place] === fold) distances[place] = side(plane, row)
  }
  return distances
}
