export interface Chance {
  /** True in `share` of the cases, 0 to 1. */
  happens(share: number): boolean
  /** A whole number from `low` to `high`, both included. */
  between(low: number, high: number): number
  pick<T>(from: readonly T[]): T | undefined
  shuffled<T>(items: readonly T[]): T[]
}

/** Dice that fall the same way for the same seed (mulberry32). */
export function seededChance(seed: number): Chance {
  let state = seed >>> 0

  function roll() {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }

  return {
    happens: (share) => roll() < share,
    between: (low, high) => low + Math.floor(roll() * (high - low + 1)),
    pick: (from) => from[Math.floor(roll() * from.length)],
    shuffled: (items) =>
      items
        .map((item) => ({ item, at: roll() }))
        .toSorted((a, b) => a.at - b.at)
        .map(({ item }) => item),
  }
}
