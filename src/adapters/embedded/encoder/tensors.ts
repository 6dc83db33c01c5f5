import type { Read } from './shards.ts'

/** The model's numbers, by name. */
export interface Tensors {
  /** Fills `into` with the tensor whose name ends with `name`; rejects where none of that size is there. */
  read(name: string, into: Float32Array): Promise<void>
}

/** What is said of a tensor: of how many numbers it is on each side. */
export interface Entry {
  readonly name: string
  readonly shape: readonly number[]
}

/** Tensors of four bytes a number that lie one after another, in this order. */
export function createTensors(entries: readonly Entry[], read: Read): Tensors {
  let start = 0
  const places = entries.map(({ name, shape }) => {
    const count = shape.reduce((product, side) => product * side, 1)
    const place = { name, count, start }
    start += 4 * count
    return place
  })
  return {
    read: async (name, into) => {
      const place = places.find((place) => place.name.endsWith(name))
      if (place?.count !== into.length)
        throw new Error(`The sentence encoder’s weights have no ${into.length} numbers for ${name}`)
      await read(place.start, new Uint8Array(into.buffer, into.byteOffset, into.byteLength))
    },
  }
}
