import { seeded, shuffle } from './seeded.ts'
import type { Sparse } from './sparse.ts'

/** One example: its terms, and its meaning as an encoder has it, or null without one. */
export interface Row {
  readonly terms: Sparse
  readonly meaning: Float32Array | null
}

/** A plane between two sides: a weight for each term, one for each number of the meaning, and where it stands. */
export interface Plane {
  readonly terms: Float32Array
  readonly meaning: Float32Array
  bias: number
  /** How hard each row pulls at it: 0 for those that lie far enough on their side. */
  readonly pulls: Float64Array
}

export interface Fit {
  /** How many places the terms and the meanings have. */
  readonly terms: number
  readonly meaning: number
  /** How much an example on the wrong side costs: on the one side, on the other. */
  readonly cost: { readonly for: number; readonly against: number }
  readonly seed: number
}

const MOST_ROUNDS = 200
/** Ends when no example’s gradient is off by more. */
const CLOSE_ENOUGH = 0.05

/** How far a row lies on the plane’s side; below 0 on the other. */
export function side(plane: Plane, { terms, meaning }: Row): number {
  let sum = plane.bias
  const { at, value } = terms
  for (let next = 0; next < at.length; next += 1)
    sum += (plane.terms[at[next] ?? 0] ?? 0) * (value[next] ?? 0)
  if (meaning)
    for (let next = 0; next < meaning.length; next += 1)
      sum += (plane.meaning[next] ?? 0) * (meaning[next] ?? 0)
  return sum
}

/**
 * The plane that parts some rows from the others with the widest margin: a linear SVM with squared hinge
 * loss, by dual coordinate descent (Hsieh, Chang, Lin, Keerthi & Sundararajan, ICML 2008; the way of
 * liblinear). Yields after each round through the rows. `from` are pulls to begin with: near the end's, it
 * takes fewer rounds.
 */
export function* separate(
  rows: readonly Row[],
  belongs: readonly boolean[],
  fit: Fit,
  from?: Float64Array,
): Generator<undefined, Plane> {
  const pulls = new Float64Array(rows.length)
  const plane: Plane = {
    terms: new Float32Array(fit.terms),
    meaning: new Float32Array(fit.meaning),
    bias: 0,
    pulls,
  }
  const random = seeded(fit.seed)
  const order = Uint32Array.from(rows.keys())
  const soft = belongs.map((yes) => 1 / (2 * (yes ? fit.cost.for : fit.cost.against)))
  const curves = rows.map((row, place) => squares(row) + (soft[place] ?? 0))

  if (from) pulls.set(from)
  for (const [place, row] of rows.entries())
    if (pulls[place]) add(plane, row, (pulls[place] ?? 0) * (belongs[place] === true ? 1 : -1))

  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    shuffle(order, order.length, random)
    let worst = 0
    for (const place of order) {
      const row = rows[place]
      if (!row) continue
      const sign = belongs[place] === true ? 1 : -1
      const pull = pulls[place] ?? 0
      const slope = sign * side(plane, row) - 1 + (soft[place] ?? 0) * pull
      const blocked = pull === 0 && slope > 0
      if (blocked) continue
      worst = Math.max(worst, Math.abs(slope))
      const next = Math.max(0, pull - slope / (curves[place] ?? 1))
      pulls[place] = next
      add(plane, row, (next - pull) * sign)
    }
    if (worst < CLOSE_ENOUGH) break
    yield
  }
  return plane
}

/** The row’s length squared, and 1 for the bias. */
function squares({ terms, meaning }: Row): number {
  let sum = 1
  for (const value of terms.value) sum += value * value
  for (const value of meaning ?? []) sum += value * value
  return sum
}

function add(plane: Plane, { terms, meaning }: Row, times: number) {
  plane.bias += times
  const { at, value } = terms
  for (let next = 0; next < at.length; next += 1) {
    const place = at[next] ?? 0
    plane.terms[place] = (plane.terms[place] ?? 0) + times * (value[next] ?? 0)
  }
  if (!meaning) return
  for (let next = 0; next < meaning.length; next += 1)
    plane.meaning[next] = (plane.meaning[next] ?? 0) + times * (meaning[next] ?? 0)
}
