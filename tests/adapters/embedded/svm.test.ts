import { describe, expect, it } from 'vitest'
import { atOnce } from '../../../src/adapters/embedded/steps.ts'
import { separate, side, type Row } from '../../../src/adapters/embedded/svm.ts'

function row(...values: number[]): Row {
  return {
    terms: { at: Uint32Array.from(values.keys()), value: Float32Array.from(values) },
    meaning: null,
  }
}

const rows = [row(1, 0), row(0.9, 0.2), row(-1, 0.1), row(-0.8, -0.2), row(-1, -1)]
const belongs = [true, true, false, false, false]
const fit = { terms: 2, meaning: 2, cost: { for: 1, against: 1 }, seed: 1 }

describe('a plane between two sides', () => {
  it('has each row on its own side', () => {
    const plane = atOnce(separate(rows, belongs, fit))
    expect(rows.map((one) => side(plane, one) > 0)).toEqual(belongs)
  })

  it('is the one of the problem’s exact solution', () => {
    // Of one row at 1 for and one at −1 against: the weight is 4C / (1 + 4C), the bias 0.
    const plane = atOnce(separate([row(1), row(-1)], [true, false], { ...fit, terms: 1 }))
    expect(plane.terms[0]).toBeCloseTo(0.8, 1)
    expect(plane.bias).toBeCloseTo(0, 1)
  })

  it('is parted by meanings, where words say nothing', () => {
    const meant = (one: number, other: number): Row => ({
      terms: { at: new Uint32Array(0), value: new Float32Array(0) },
      meaning: Float32Array.of(one, other),
    })
    const plane = atOnce(separate([meant(1, 0), meant(0, 1)], [true, false], fit))
    expect(side(plane, meant(0.9, 0.1))).toBeGreaterThan(0)
    expect(side(plane, meant(0.1, 0.9))).toBeLessThan(0)
  })

  it('is the same each time, and the same whatever it begins from', () => {
    const [one, again] = [
      atOnce(separate(rows, belongs, fit)),
      atOnce(separate(rows, belongs, fit)),
    ]
    const warm = atOnce(separate(rows, belongs, fit, one.pulls))
    expect(again).toEqual(one)
    expect(warm.terms[0]).toBeCloseTo(one.terms[0] ?? 0, 1)
  })

  it('leans to the rare side where that costs more', () => {
    const even = atOnce(separate(rows, belongs, fit))
    const leaning = atOnce(separate(rows, belongs, { ...fit, cost: { for: 50, against: 1 } }))
    expect(side(leaning, row(0, 0))).toBeGreaterThan(side(even, row(0, 0)))
  })

  it('is found though a row stands on both sides, and though one side is empty', () => {
    const both = atOnce(separate([row(1), row(1)], [true, false], { ...fit, terms: 1 }))
    const none = atOnce(separate([row(1), row(1)], [false, false], { ...fit, terms: 1 }))
    expect(Number.isFinite(side(both, row(1)))).toBe(true)
    expect(side(none, row(1))).toBeLessThan(0)
  })
})
