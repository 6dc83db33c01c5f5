import { examplesOf, type Example, type Topic } from './examples.ts'
import { dealt, foldsFor } from './folds.ts'
import { distancesAside, planeFor, type Rows } from './planes.ts'
import { logOdds, sigmoidFor, type Sigmoid } from './platt.ts'
import { shares, sharpnessFor } from './shares.ts'
import type { Steps } from './steps.ts'
import { side, type Plane, type Row } from './svm.ts'
import { termsOf } from './terms.ts'

/** Tells topics apart. */
export interface Topics {
  /**
   * How likely a text belongs to each of the asked topics (by their places), calibrated. Together at most 1:
   * the rest is how likely it belongs to none of them.
   */
  judge(text: string, meaning: Float32Array | null, asked: readonly number[]): number[]
}

/** Gives the meaning of a text as numbers, of length 1; null where there is no encoder. */
export type Meaning = (text: string) => Float32Array | null

const SEED = 20_260_101
/** An intent is narrow: all who mean it say nearly the same. A department is broad. */
export type Breadth = 'narrow' | 'broad'
/** How much the meaning counts beside the words: found on held-out training examples. */
const MEANING_OF: Readonly<Record<Breadth, number>> = { narrow: 1.25, broad: 1 }

interface Judge {
  readonly plane: Plane
  readonly sigmoid: Sigmoid
}

/**
 * Learns to tell topics apart from their examples: for each a plane between it and all others, a sigmoid
 * from what planes say of examples that they were not made from (cross-validation), and from the same how
 * sharply the likeliest stands out. Yields often, so that others get their turn.
 */
export function* learnTopics(
  topics: readonly Topic[],
  breadth: Breadth,
  meaningOf: Meaning,
): Steps<Topics> {
  const examples = examplesOf(topics)
  const right = examples.map(({ topic }) => topic)
  const terms = termsOf(examples.map(({ text }) => text))
  const rowOf = (text: string, meaning: Float32Array | null): Row => ({
    terms: terms.vector(text),
    meaning: meaning?.map((number) => number * MEANING_OF[breadth]) ?? null,
  })
  const rows: Row[] = []
  for (const { text } of examples) {
    rows.push(rowOf(text, meaningOf(text)))
    yield
  }

  const all: Rows = { rows, terms: terms.size }
  const folds = foldsOf(examples, topics.length)
  const judges: Judge[] = []
  const odds: number[][] = rows.map(() => [])
  for (let topic = 0; topic <= topics.length; topic += 1) {
    const belongs = right.map((one) => one === topic)
    const plane = yield* planeFor(all, belongs)
    const distances = yield* distancesAside(all, belongs, folds, plane)
    const sigmoid = sigmoidFor(distances, belongs)
    for (const [place, distance] of distances.entries())
      odds[place]?.push(logOdds(sigmoid, distance))
    judges.push({ plane: { ...plane, pulls: new Float64Array(0) }, sigmoid })
  }
  const sharpness = sharpnessFor(odds, right)

  return {
    judge(text, meaning, asked) {
      const row = rowOf(text, meaning)
      const odds = judges.map(({ plane, sigmoid }) => logOdds(sigmoid, side(plane, row)))
      const likely = shares(odds, sharpness)
      // What belongs to a topic that is not asked about belongs to none of those that are.
      return asked.map((topic) => likely[topic] ?? 0)
    },
  }
}

function foldsOf(examples: readonly Example[], topics: number): Uint8Array {
  const groups = examples.map(({ topic }) => topic)
  const sizes = Array.from(
    { length: topics + 1 },
    (_, topic) => groups.filter((one) => one === topic).length,
  )
  return dealt(groups, foldsFor(groups.length, Math.max(...sizes)), SEED)
}
