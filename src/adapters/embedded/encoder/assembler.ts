/** Bytes of a WebAssembly module, not yet flat. */
export type Code = readonly (number | Code)[]

/** The number as LEB128, which WebAssembly writes all whole numbers in; not below 0. */
function whole(value: number): Code {
  return value < 128 ? [value] : [(value % 128) + 128, whole(Math.floor(value / 128))]
}

/** A list as WebAssembly writes it: how many, and then each. */
export const list = (items: Code): Code => [whole(items.length), items]

/** A part of a module: its number, its length in bytes, its content. */
export const section = (id: number, content: Code): Code => [id, sized(content)]

/** The content with its length in bytes before it. */
export function sized(content: Code): Code {
  const bytes = flat(content)
  return [whole(bytes.length), bytes]
}

/** A name as WebAssembly writes it. */
export const text = (name: string): Code => sized([...Buffer.from(name)])

/** A whole module of these sections. */
export const moduleOf = (sections: Code): Uint8Array =>
  Uint8Array.from(flat([[0x00, ...Buffer.from('asm')], [1, 0, 0, 0], sections]))

/** The types of values. */
export const type = { i32: 0x7f, v128: 0x7b } as const

/** The instructions that the kernel uses, under their names in WebAssembly's text format. */
export const op = {
  loop: (body: Code): Code => [0x03, 0x40, body, 0x0b],
  brIf: (depth: number): Code => [0x0d, whole(depth)],
  get: (local: number): Code => [0x20, whole(local)],
  set: (local: number): Code => [0x21, whole(local)],
  tee: (local: number): Code => [0x22, whole(local)],
  i32Const: (value: number): Code => [0x41, signed(value)],
  i32Add: [0x6a],
  i32Sub: [0x6b],
  i32Mul: [0x6c],
  v128Load: (offset: number): Code => [0xfd, whole(0), memory(offset)],
  v128Load32Splat: (offset: number): Code => [0xfd, whole(9), memory(offset)],
  v128Store: (offset: number): Code => [0xfd, whole(11), memory(offset)],
  f32x4Add: [0xfd, whole(0xe4)],
  f32x4Mul: [0xfd, whole(0xe6)],
  end: [0x0b],
} as const

/** Of a load or store: that the address is a multiple of 4 (2 to the power of 2), and what to add to it. */
const memory = (offset: number): Code => [2, whole(offset)]

/** Signed LEB128 of a small number that is not below 0: bit 6 would mean a minus. */
const signed = (value: number): Code =>
  value < 64 ? [value] : [(value % 128) + 128, signed(Math.floor(value / 128))]

const flat = (code: Code): number[] =>
  code.flatMap((part) => (typeof part === 'number' ? part : flat(part)))
