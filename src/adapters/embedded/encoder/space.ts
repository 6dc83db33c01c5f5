import { WebAssembly } from './web-assembly.ts'
import type { Memory } from './web-assembly.ts'

/** A place in a `Space`: the index of its first number. */
export type Place = number

/** The one memory that the weights, the sums on their way and the WebAssembly kernel share. */
export interface Space {
  readonly memory: Memory
  readonly numbers: Float32Array
  /** Room for so many numbers, for as long as the space lives; it starts at a line of the processor's cache. */
  take(count: number): Place
  /** The numbers there, not copied. */
  at(place: Place, count: number): Float32Array
}

/** A space of fixed size. What nobody took costs no memory. */
export function openSpace(bytes: number): Space {
  const pages = Math.ceil(bytes / PAGE)
  const memory = new WebAssembly.Memory({ initial: pages, maximum: pages })
  const numbers = new Float32Array(memory.buffer)
  let taken = 0
  return {
    memory,
    numbers,
    take: (count) => {
      const place = taken
      taken += LINE * Math.ceil(count / LINE)
      if (taken > numbers.length) throw new Error('The sentence encoder outgrew its memory')
      return place
    },
    at: (place, count) => numbers.subarray(place, place + count),
  }
}

/** Bytes of a page of WebAssembly. */
const PAGE = 65_536

/** Numbers in a line of the processor's cache. */
const LINE = 16
