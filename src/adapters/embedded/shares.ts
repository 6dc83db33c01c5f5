const DULLEST = 0.25
const SHARPEST = 6
const STEPS = 25
const TINY = 1e-12

/** Parts 1 among several by their log odds: the sharper, the more the highest gets. */
export function shares(odds: readonly number[], sharpness: number): number[] {
  const highest = Math.max(...odds)
  const weights = odds.map((one) => Math.exp(sharpness * (one - highest)))
  const all = weights.reduce((sum, weight) => sum + weight, 0)
  return weights.map((weight) => weight / all)
}

/**
 * The sharpness that makes what was right likeliest over all rows (temperature scaling; Guo, Pleiss, Sun &
 * Weinberger, ICML 2017): sigmoids that were fitted one by one are too timid together.
 */
export function sharpnessFor(rows: readonly (readonly number[])[], right: readonly number[]) {
  // As if one row more had been wrong: where all are right, the rest would be called impossible.
  const doubt = 1 / (rows.length + 2)
  const surprise = (power: number) => {
    let sum = 0
    for (const [place, odds] of rows.entries()) {
      const logs = shares(odds, Math.exp(power)).map((part) => Math.log(Math.max(TINY, part)))
      const all = logs.reduce((one, other) => one + other, 0)
      sum -= (1 - doubt) * (logs[right[place] ?? 0] ?? 0) + (doubt * all) / logs.length
    }
    return sum
  }
  // It falls and then rises: thirds that cannot hold the lowest are dropped.
  let [low, high] = [Math.log(DULLEST), Math.log(SHARPEST)]
  for (let step = 0; step < STEPS; step += 1) {
    const [left, nearer] = [low + (high - low) / 3, high - (high - low) / 3]
    if (surprise(left) < surprise(nearer)) high = nearer
    else low = left
  }
  return Math.exp((low + high) / 2)
}
