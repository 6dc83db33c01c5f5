import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { seeded } from '../../../src/adapters/embedded/seeded.ts'
import { logOdds, probability, sigmoidFor } from '../../../src/adapters/embedded/platt.ts'
import { shares, sharpnessFor } from '../../../src/adapters/embedded/shares.ts'

const SOME = fc.array(fc.tuple(fc.double({ min: -5, max: 5, noNaN: true }), fc.boolean()), {
  minLength: 1,
  maxLength: 50,
})

describe('distances as probabilities', () => {
  it('finds the sigmoid that made them', () => {
    const random = seeded(3)
    const distances = Array.from({ length: 5_000 }, () => random() * 6 - 3)
    const made = { slope: -2, shift: 0.5 }
    const belongs = distances.map((distance) => random() < probability(made, distance))
    const found = sigmoidFor(distances, belongs)
    expect(found.slope).toBeCloseTo(-2, 0)
    expect(found.shift).toBeCloseTo(0.5, 0)
  })

  it('stays short of certain where few examples say so', () => {
    const sigmoid = sigmoidFor([2, 1.8, -2, -1.7], [true, true, false, false])
    expect(probability(sigmoid, 2)).toBeLessThan(0.9)
    expect(probability(sigmoid, 2)).toBeGreaterThan(0.6)
  })

  it('are numbers from 0 to 1 whatever the distances are', () => {
    fc.assert(
      fc.property(SOME, fc.double({ min: -1e6, max: 1e6, noNaN: true }), (some, distance) => {
        const sigmoid = sigmoidFor(
          some.map(([one]) => one),
          some.map(([, belongs]) => belongs),
        )
        const likely = probability(sigmoid, distance)
        expect(likely >= 0 && likely <= 1).toBe(true)
        expect(logOdds(sigmoid, distance)).not.toBeNaN()
      }),
    )
  })
})

describe('probabilities of several together', () => {
  it('add up to 1, the likeliest with the highest odds', () => {
    const parts = shares([2, 1, -800], 1)
    expect(parts.reduce((sum, part) => sum + part, 0)).toBeCloseTo(1, 10)
    expect(parts[0]).toBeGreaterThan(parts[1] ?? 1)
    expect(parts[2]).toBe(0)
  })

  it('are sharper where the highest odds are nearly always right, and duller where they are not', () => {
    const odds = Array.from({ length: 100 }, () => [1, 0, -1])
    const good = sharpnessFor(
      odds,
      odds.map(() => 0),
    )
    const poor = sharpnessFor(
      odds,
      odds.map((_, place) => place % 3),
    )
    expect(good).toBeGreaterThan(2)
    expect(poor).toBeLessThan(0.5)
  })
})
