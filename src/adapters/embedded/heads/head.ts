import { probability, type Sigmoid } from '../platt.ts'
import { atOnce } from '../steps.ts'
import { separate, side, type Plane, type Row } from '../svm.ts'
import { MEANING, TERMS } from './rows.ts'

/** A phrase as a head sees it, and what it teaches. */
export interface Taught<Label> {
  readonly row: Row
  readonly label: Label
}

/** How far a row lies on the side of each label, in the order of the labels. */
export type Head = (row: Row) => number[]

/** What a phrase on the wrong side costs. With meanings less is as good, and learnt in half the time. */
const COST = { words: 1, meaning: 0.3 }
const SEED = 7

/**
 * A plane for each label, that parts its phrases from all others. A label of few phrases counts for more than
 * its share, though not for as much as one of many.
 */
export function trainHead<Label>(labels: readonly Label[], taught: readonly Taught<Label>[]): Head {
  const rows = taught.map(({ row }) => row)
  const planes = labels.map((label) =>
    planeFor(
      rows,
      taught.map((one) => one.label === label),
    ),
  )
  return (row) => planes.map((plane) => side(plane, row))
}

/** The probability of each label; of several labels they are 1 together. */
export function weighed(sigmoids: readonly Sigmoid[], distances: readonly number[]): number[] {
  const each = distances.map((distance, place) => {
    const sigmoid = sigmoids[place]
    return sigmoid ? probability(sigmoid, distance) : 0
  })
  if (each.length === 1) return each
  const sum = each.reduce((total, value) => total + value, 0)
  return each.map((value) => (sum > 0 ? value / sum : 1 / each.length))
}

function planeFor(rows: readonly Row[], belongs: readonly boolean[]): Plane {
  const share = belongs.filter(Boolean).length / belongs.length
  const meant = rows.some(({ meaning }) => meaning !== null)
  const cost = meant ? COST.meaning : COST.words
  return atOnce(
    separate(rows, belongs, {
      terms: TERMS,
      meaning: meant ? MEANING : 0,
      cost: { for: cost * Math.sqrt(0.5 / share), against: cost * Math.sqrt(0.5 / (1 - share)) },
      seed: SEED,
    }),
  )
}
