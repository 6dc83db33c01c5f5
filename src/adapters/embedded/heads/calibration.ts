import type { Sigmoid } from '../platt.ts'

/** What a head’s distances are worth, for each of its labels; apart with what the text means, and without. */
export interface Calibration {
  readonly words: readonly Sigmoid[]
  readonly meaning: readonly Sigmoid[]
}

/** Found by judging each fifth of the starter phrases with what the others taught: `node bench/heads.ts`. */
export const CALIBRATION = {
  sentiment: {
    words: [
      { slope: -2.8, shift: 0.03 },
      { slope: -4.48, shift: -0.22 },
      { slope: -3.23, shift: -0.03 },
    ],
    meaning: [
      { slope: -4.28, shift: 0.11 },
      { slope: -5.51, shift: -0.28 },
      { slope: -4.42, shift: 0.1 },
    ],
  },
  abuse: { words: [{ slope: -3.97, shift: -0.11 }], meaning: [{ slope: -5.55, shift: 0.1 }] },
  spam: { words: [{ slope: -5.02, shift: -0.34 }], meaning: [{ slope: -5.31, shift: 0.02 }] },
  priority: {
    words: [
      { slope: -3.62, shift: -0.12 },
      { slope: -3.12, shift: 0.03 },
      { slope: -3.3, shift: 0.09 },
      { slope: -4.35, shift: -0.19 },
    ],
    meaning: [
      { slope: -3.62, shift: 0.16 },
      { slope: -3.26, shift: -0.1 },
      { slope: -3.31, shift: 0.4 },
      { slope: -5.33, shift: 0.05 },
    ],
  },
} as const satisfies Record<string, Calibration>
