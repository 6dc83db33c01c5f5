import { describe, expect, it } from 'vitest'
import { createProduct, pack } from '../../../../src/adapters/embedded/encoder/product.ts'
import { openSpace } from '../../../../src/adapters/embedded/encoder/space.ts'
import type { Space } from '../../../../src/adapters/embedded/encoder/space.ts'
import { plainTile } from '../../../../src/adapters/embedded/encoder/tile.ts'
import type { Tile } from '../../../../src/adapters/embedded/encoder/tile.ts'
import { wasmTile } from '../../../../src/adapters/embedded/encoder/tile-wasm.ts'

interface Sizes {
  readonly rows: number
  readonly inner: number
  readonly columns: number
}

/** Numbers that look like chance, the same every time. */
function numbers(count: number, seed: number): Float32Array {
  return Float32Array.from({ length: count }, (_, i) => Math.sin((i + 1) * 12.9898 * seed))
}

/** The product of such numbers, out of tiles that are worked out this way. */
function multiplied(tileOf: (space: Space) => Tile, { rows, inner, columns }: Sizes): Float32Array {
  const space = openSpace(2 ** 20)
  const room = 4 * Math.ceil(rows / 4)
  const [from, panels, bias, into] = [
    space.take(room * inner),
    space.take(inner * columns),
    space.take(columns),
    space.take(room * columns),
  ]
  space.at(from, rows * inner).set(numbers(rows * inner, 1))
  space.at(bias, columns).set(numbers(columns, 3))
  pack(numbers(inner * columns, 2), inner, space.at(panels, inner * columns))
  createProduct(tileOf(space))(from, rows, { panels, bias, inner, columns }, into)
  return space.at(into, rows * columns).slice()
}

/** The same as it is taught at school. */
function expected({ rows, inner, columns }: Sizes): number[] {
  const [from, matrix, bias] = [
    numbers(rows * inner, 1),
    numbers(inner * columns, 2),
    numbers(columns, 3),
  ]
  return Array.from({ length: rows * columns }, (_, i) => {
    const [row, column] = [Math.floor(i / columns), i % columns]
    const at = (k: number): number =>
      (from[row * inner + k] ?? 0) * (matrix[k * columns + column] ?? 0)
    return Array.from({ length: inner }, (_, k) => at(k)).reduce((a, b) => a + b, bias[column] ?? 0)
  })
}

const cases: readonly Sizes[] = [
  { rows: 1, inner: 4, columns: 8 },
  { rows: 4, inner: 4, columns: 8 },
  { rows: 5, inner: 12, columns: 24 },
  { rows: 7, inner: 256, columns: 64 },
  { rows: 32, inner: 64, columns: 128 },
]

describe('A matrix product', () => {
  it.each(cases)('is right: $rows × $inner × $columns', (sizes) => {
    const product = multiplied(wasmTile, sizes)
    const wanted = expected(sizes)
    expect(product).toHaveLength(wanted.length)
    for (const [i, number] of wanted.entries()) expect(product[i]).toBeCloseTo(number, 4)
  })

  it.each(cases)('is the same to the last bit by kernel and in plain: $rows × $inner', (sizes) => {
    expect(multiplied(wasmTile, sizes)).toEqual(multiplied(plainTile, sizes))
  })

  it('is refused more memory than there is', () => {
    expect(() => openSpace(65_536).take(65_536)).toThrow('outgrew its memory')
  })
})
