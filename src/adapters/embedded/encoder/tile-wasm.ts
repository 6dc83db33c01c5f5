import { list, moduleOf, op, section, sized, text, type } from './assembler.ts'
import type { Code } from './assembler.ts'
import type { Space } from './space.ts'
import { COLUMNS } from './tile.ts'
import type { Tile } from './tile.ts'
import { WebAssembly } from './web-assembly.ts'

/** A tile by four numbers at once (SIMD). Without fused products, so that every machine gives the same. */
export function wasmTile(space: Space): Tile {
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(tileModule()), {
    space: { memory: space.memory },
  })
  return exports['tile'] as Tile
}

/** The locals: a tile's seven parameters, the other rows' addresses, and what is in the vector registers. */
const [from, fromStep, panel, bias, into, intoStep, inner] = [0, 1, 2, 3, 4, 5, 6] as const
const PARAMETERS = 7
const rows = [
  { address: from, sums: [10, 11] },
  { address: 7, sums: [12, 13] },
  { address: 8, sums: [14, 15] },
  { address: 9, sums: [16, 17] },
] as const
const [left, right, factor] = [18, 19, 20] as const
const ADDRESSES = 3
const VECTORS = 11

/** Bytes of a number, of a vector, of a panel's row; and how many rows of it one turn of the loop takes. */
const NUMBER = 4
const VECTOR = 16
const PANEL_ROW = NUMBER * COLUMNS
const TURN = 4

function tileModule(): Uint8Array {
  const signature = [0x60, list(Array.from({ length: PARAMETERS }, () => type.i32)), list([])]
  const memory = [text('space'), text('memory'), 0x02, 0x00, 0]
  const locals = list([
    [ADDRESSES, type.i32],
    [VECTORS, type.v128],
  ])
  return moduleOf([
    section(1, list([signature])),
    section(2, list([memory])),
    section(3, list([0])),
    section(7, list([[text('tile'), 0x00, 0]])),
    section(10, list([sized([locals, tile()])])),
  ])
}

function tile(): Code {
  return [start(), op.loop([turn(), advance()]), store(), op.end]
}

function start(): Code {
  return [
    rows.map(({ sums: [left, right] }) => [
      [op.get(bias), op.v128Load(0), op.set(left)],
      [op.get(bias), op.v128Load(VECTOR), op.set(right)],
    ]),
    rows
      .slice(1)
      .map(({ address }, above) => [
        [op.get(rows[above]?.address ?? from), op.get(fromStep), op.i32Add, op.set(address)],
      ]),
  ]
}

/** Unrolled: TURN numbers of each row, times as many rows of the panel, onto the sums. */
function turn(): Code {
  return Array.from({ length: TURN }, (_, i) => [
    [op.get(panel), op.v128Load(i * PANEL_ROW), op.set(left)],
    [op.get(panel), op.v128Load(i * PANEL_ROW + VECTOR), op.set(right)],
    rows.map(({ address, sums }) => [
      [op.get(address), op.v128Load32Splat(i * NUMBER), op.set(factor)],
      [addProduct(sums[0], left), addProduct(sums[1], right)],
    ]),
  ])
}

const addProduct = (sum: number, half: number): Code => [
  [op.get(sum), op.get(factor), op.get(half), op.f32x4Mul, op.f32x4Add, op.set(sum)],
]

/** On to the next turn, as long as there are numbers in the rows. */
function advance(): Code {
  return [
    rows.map(({ address }) => add(address, TURN * NUMBER)),
    add(panel, TURN * PANEL_ROW),
    [op.get(inner), op.i32Const(TURN), op.i32Sub, op.tee(inner), op.brIf(0)],
  ]
}

const add = (local: number, value: number): Code => [
  [op.get(local), op.i32Const(value), op.i32Add, op.set(local)],
]

function store(): Code {
  return rows.map(({ sums: [left, right] }) => [
    [op.get(into), op.get(left), op.v128Store(0)],
    [op.get(into), op.get(right), op.v128Store(VECTOR)],
    [op.get(into), op.get(intoStep), op.i32Add, op.set(into)],
  ])
}
