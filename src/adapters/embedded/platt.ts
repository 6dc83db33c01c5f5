/** Turns a distance from a plane into a probability: 1 / (1 + e^(slope · distance + shift)). */
export interface Sigmoid {
  readonly slope: number
  readonly shift: number
}

/** The logarithm of how much likelier it is that a row at this distance belongs than that it does not. */
export function logOdds({ slope, shift }: Sigmoid, distance: number): number {
  return -(slope * distance + shift)
}

const MOST_STEPS = 100
const SHORTEST_STEP = 1e-10
const CLOSE_ENOUGH = 1e-5
const RIDGE = 1e-12

/** The probability that a row at this distance belongs. */
export function probability({ slope, shift }: Sigmoid, distance: number): number {
  const power = slope * distance + shift
  return power >= 0 ? Math.exp(-power) / (1 + Math.exp(-power)) : 1 / (1 + Math.exp(power))
}

/**
 * Platt’s scaling as Lin, Lin & Weng mended it (Machine Learning 68, 2007): fits the sigmoid by Newton’s
 * method to distances of rows that the plane was not made from.
 */
export function sigmoidFor(distances: readonly number[], belongs: readonly boolean[]): Sigmoid {
  const members = belongs.filter(Boolean).length
  const others = belongs.length - members
  const yes = (members + 1) / (members + 2)
  const no = 1 / (others + 2)
  const wanted = belongs.map((one) => (one ? yes : no))

  let now: Sigmoid = { slope: 0, shift: Math.log((others + 1) / (members + 1)) }
  let loss = lossOf(now, distances, wanted)
  for (let step = 0; step < MOST_STEPS; step += 1) {
    const { slope, shift } = direction(now, distances, wanted)
    if (Math.abs(slope.gradient) < CLOSE_ENOUGH && Math.abs(shift.gradient) < CLOSE_ENOUGH) break
    const downhill = slope.gradient * slope.step + shift.gradient * shift.step
    let size = 1
    while (size >= SHORTEST_STEP) {
      const next = { slope: now.slope + size * slope.step, shift: now.shift + size * shift.step }
      const nextLoss = lossOf(next, distances, wanted)
      if (nextLoss < loss + 0.0001 * size * downhill) {
        now = next
        loss = nextLoss
        break
      }
      size /= 2
    }
    if (size < SHORTEST_STEP) break
  }
  return now
}

/** The cross-entropy, in a form that overflows nowhere. */
function lossOf(
  { slope, shift }: Sigmoid,
  distances: readonly number[],
  wanted: readonly number[],
) {
  let loss = 0
  for (const [place, distance] of distances.entries()) {
    const power = slope * distance + shift
    const target = wanted[place] ?? 0
    loss +=
      power >= 0
        ? target * power + Math.log1p(Math.exp(-power))
        : (target - 1) * power + Math.log1p(Math.exp(power))
  }
  return loss
}

function direction(now: Sigmoid, distances: readonly number[], wanted: readonly number[]) {
  let bySlope = RIDGE
  let byShift = RIDGE
  let byBoth = 0
  const gradient = { slope: 0, shift: 0 }
  for (const [place, distance] of distances.entries()) {
    const is = probability(now, distance)
    const spread = is * (1 - is)
    bySlope += distance * distance * spread
    byShift += spread
    byBoth += distance * spread
    const off = (wanted[place] ?? 0) - is
    gradient.slope += distance * off
    gradient.shift += off
  }
  const determinant = bySlope * byShift - byBoth * byBoth
  return {
    slope: {
      gradient: gradient.slope,
      step: -(byShift * gradient.slope - byBoth * gradient.shift) / determinant,
    },
    shift: {
      gradient: gradient.shift,
      step: -(bySlope * gradient.shift - byBoth * gradient.slope) / determinant,
    },
  }
}
