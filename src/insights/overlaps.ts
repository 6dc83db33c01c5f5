/** Two labels that may be one: the first is the commoner or comes first. */
export interface Pair {
  readonly one: string
  readonly other: string
}

/** Two labels that people put in each other’s place. */
export interface Corrected extends Pair {
  /** Corrections from one of them to the other. */
  readonly between: number
  /** All corrections from or to either. */
  readonly all: number
}

const FEWEST_BETWEEN = 3
const SHARE_BETWEEN = 0.5

/** Pairs that corrections go between often: at least three, and half of all that touch either. */
export function correctedPairs(
  swaps: readonly { readonly from: string; readonly to: string }[],
): readonly Corrected[] {
  const between = new Map<string, { pair: Pair; count: number }>()
  for (const { from, to } of swaps) {
    if (from === to) continue
    const [one = from, other = to] = [from, to].toSorted()
    const key = JSON.stringify([one, other])
    between.set(key, { pair: { one, other }, count: (between.get(key)?.count ?? 0) + 1 })
  }
  return [...between.values()]
    .map(({ pair, count }) => ({ ...pair, between: count, all: touching(swaps, pair) }))
    .filter((its) => its.between >= FEWEST_BETWEEN && its.between / its.all >= SHARE_BETWEEN)
    .toSorted((one, other) => other.between - one.between)
}

function touching(
  swaps: readonly { readonly from: string; readonly to: string }[],
  { one, other }: Pair,
): number {
  const either = [one, other]
  return swaps.filter(
    ({ from, to }) => from !== to && (either.includes(from) || either.includes(to)),
  ).length
}

/** Two labels whose examples are taken for each other’s. */
export interface Mistaken extends Pair {
  /** Examples of the one that were taken for the other’s, of so many. */
  readonly there: { readonly count: number; readonly of: number }
  readonly back: { readonly count: number; readonly of: number }
}

const SHARE_MISTAKEN = 0.15

/** Pairs that are taken for each other in both directions: at least 15 of a hundred of their examples together. */
export function mistakenPairs(
  answers: readonly { readonly right: string; readonly guess: string | null }[],
): readonly Mistaken[] {
  const labels = [...new Set(answers.map(({ right }) => right))].toSorted()
  const count = (right: string, guess?: string) =>
    answers.filter((its) => its.right === right && (guess === undefined || its.guess === guess))
      .length
  return labels.flatMap((one, place) =>
    labels.slice(place + 1).flatMap((other) => {
      const there = { count: count(one, other), of: count(one) }
      const back = { count: count(other, one), of: count(other) }
      const share = (there.count + back.count) / (there.of + back.of)
      const both = there.count > 0 && back.count > 0 && share >= SHARE_MISTAKEN
      return both ? [{ one, other, there, back }] : []
    }),
  )
}

/** Two labels that stand on the same conversations. */
export interface Together extends Pair {
  readonly both: number
  readonly either: number
}

const FEWEST_TOGETHER = 5
const NEARLY_ALWAYS = 0.8

/** Pairs of which one hardly stands without the other (Jaccard of 0.8 and more), on five conversations at least. */
export function pairsTogether(sets: readonly (readonly string[])[]): readonly Together[] {
  const alone = new Map<string, number>()
  const both = new Map<string, { pair: Pair; count: number }>()
  for (const set of sets) {
    const its = [...new Set(set)].toSorted()
    for (const [place, one] of its.entries()) {
      alone.set(one, (alone.get(one) ?? 0) + 1)
      for (const other of its.slice(place + 1)) {
        const key = JSON.stringify([one, other])
        both.set(key, { pair: { one, other }, count: (both.get(key)?.count ?? 0) + 1 })
      }
    }
  }
  return [...both.values()].flatMap(({ pair, count }) => {
    const either = (alone.get(pair.one) ?? 0) + (alone.get(pair.other) ?? 0) - count
    const isMet = count >= FEWEST_TOGETHER && count / either >= NEARLY_ALWAYS
    return isMet ? [{ ...pair, both: count, either }] : []
  })
}

/** Pairs of names that only spelling, case, dashes or a plural keeps apart. `apart` counts letters between two words. */
export function pairsByName(
  names: readonly { readonly id: string; readonly name: string }[],
  apart: (one: string, other: string) => number,
): readonly Pair[] {
  return names.flatMap(({ id: one, name }, place) =>
    names.slice(place + 1).flatMap(({ id: other, name: another }) => {
      const isNear = [one, name].some((a) => [other, another].some((b) => near(a, b, apart)))
      return isNear ? [{ one, other }] : []
    }),
  )
}

const LONG = 6

function near(a: string, b: string, apart: (one: string, other: string) => number): boolean {
  const [one, other] = [bare(a), bare(b)]
  if (one === other) return one !== ''
  return Math.min(one.length, other.length) >= LONG && apart(one, other) <= 1
}

function bare(name: string): string {
  return name
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]/gu, '')
    .replace(/(?<=...)s$/, '')
}
