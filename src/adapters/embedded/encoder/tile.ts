import type { Space } from './space.ts'

/** Rows and columns that are worked out together, so that their sums stay in the processor's registers. */
export const ROWS = 4
export const COLUMNS = 8

/**
 * Works out a tile of a matrix product, ROWS × COLUMNS: `into` = `bias` + `from` × `panel`. All but `inner`
 * are byte addresses or distances in bytes; `inner`, the numbers that a row of `from` has, is a multiple of 4.
 */
export type Tile = (
  /** The first of ROWS rows, which are `fromStep` bytes apart. */
  from: number,
  fromStep: number,
  /** `inner` rows of COLUMNS numbers, one after another. */
  panel: number,
  /** COLUMNS numbers that each row starts with. */
  bias: number,
  into: number,
  intoStep: number,
  inner: number,
) => void

/** A tile in plain JavaScript: to read, and to hold the kernel against. It rounds where the kernel does. */
export function plainTile({ numbers }: Space): Tile {
  const number = (address: number): number => numbers[address / 4] ?? Number.NaN
  return (from, fromStep, panel, bias, into, intoStep, inner) => {
    for (let row = 0; row < ROWS; row += 1) {
      for (let column = 0; column < COLUMNS; column += 1) {
        let sum = number(bias + 4 * column)
        for (let i = 0; i < inner; i += 1) {
          const factor = number(panel + 4 * (COLUMNS * i + column))
          sum = Math.fround(sum + Math.fround(number(from + row * fromStep + 4 * i) * factor))
        }
        numbers[(into + row * intoStep) / 4 + column] = sum
      }
    }
  }
}
