import type { Place } from './space.ts'
import { COLUMNS, ROWS } from './tile.ts'
import type { Tile } from './tile.ts'

/** A matrix and what to add to each of its columns, laid out so that a tile reads it from front to back. */
export interface Dense {
  /** Panels of COLUMNS columns, one after another, each row by row. */
  readonly panels: Place
  readonly bias: Place
  readonly inner: number
  readonly columns: number
}

/**
 * Puts `rows` × `dense` into `into`. Works on whole tiles: reads and writes up to ROWS − 1 rows after the last,
 * for which there must be room.
 */
export type Product = (from: Place, rows: number, dense: Dense, into: Place) => void

/** Matrix products out of tiles that are worked out this way. */
export function createProduct(tile: Tile): Product {
  return (from, rows, { panels, bias, inner, columns }, into) => {
    for (let column = 0; column < columns; column += COLUMNS) {
      const panel = 4 * (panels + column * inner)
      for (let row = 0; row < rows; row += ROWS) {
        const source = 4 * (from + row * inner)
        const target = 4 * (into + row * columns + column)
        tile(source, 4 * inner, panel, 4 * (bias + column), target, 4 * columns, inner)
      }
    }
  }
}

/** Lays a matrix of `inner` rows out in panels. */
export function pack(matrix: Float32Array, inner: number, panels: Float32Array): void {
  const columns = matrix.length / inner
  for (let i = 0; i < inner; i += 1) {
    for (let column = 0; column < columns; column += COLUMNS) {
      const start = i * columns + column
      panels.set(matrix.subarray(start, start + COLUMNS), column * inner + i * COLUMNS)
    }
  }
}
