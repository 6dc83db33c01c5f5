import { seeded, shuffle } from './seeded.ts'

const MOST_FOLDS = 5
/** With so many examples three folds say as much as five, and take half the time. */
const MANY = 3_000

/** Into how many parts examples are dealt, given the size of the largest group. */
export function foldsFor(examples: number, largest: number): number {
  return Math.max(2, Math.min(examples > MANY ? 3 : MOST_FOLDS, largest))
}

/** Deals examples into folds, each group’s evenly, the same way each time for a seed. */
export function dealt(groups: readonly number[], folds: number, seed: number): Uint8Array {
  const order = Uint32Array.from(groups.keys())
  shuffle(order, order.length, seeded(seed))
  const fold = new Uint8Array(groups.length)
  const turns = new Map<number, number>()
  for (const place of order) {
    const group = groups[place] ?? 0
    // Groups begin at different folds, so that small ones do not all stand in the first.
    const turn = turns.get(group) ?? group
    fold[place] = turn % folds
    turns.set(group, turn + 1)
  }
  return fold
}
