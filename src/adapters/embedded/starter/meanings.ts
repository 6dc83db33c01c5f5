import { readFileSync } from 'node:fs'
import { join } from 'node:path'

const FILE = join(import.meta.dirname, 'meanings.bin')
const NUMBERS = 512
/** Of each phrase: 16 letters that know it again, the size of a step, and its numbers in steps, one byte each. */
const KEY = 16
const ENTRY = KEY + 4 + NUMBERS

/**
 * What the encoder makes of the English starter phrases, kept in a file, because asking it takes some ten
 * seconds for all of them. Null for a phrase that is not in it.
 */
export function readMeanings(): (text: string) => Float32Array | null {
  const bytes = readFileSync(FILE)
  const found = new Map<string, number>()
  for (let from = 0; from + ENTRY <= bytes.length; from += ENTRY)
    found.set(bytes.toString('latin1', from, from + KEY), from)
  return (text) => {
    const from = found.get(keyOf(text))
    return from === undefined ? null : meaningAt(bytes, from)
  }
}

/** The file’s bytes for these phrases, in the order of their keys: the same for the same phrases. */
export function packedMeanings(
  texts: readonly string[],
  encode: (text: string) => Float32Array,
): Buffer {
  const entries = [...new Set(texts)].map((text) => entryOf(text, encode(text)))
  return Buffer.concat(entries.toSorted((one, other) => one.compare(other)))
}

function entryOf(text: string, meaning: Float32Array): Buffer {
  const entry = Buffer.alloc(ENTRY)
  const step = meaning.reduce((most, value) => Math.max(most, Math.abs(value)), 0) / 127
  entry.write(keyOf(text), 'latin1')
  entry.writeFloatLE(step, KEY)
  for (const [place, value] of meaning.entries())
    entry.writeInt8(step === 0 ? 0 : Math.round(value / step), KEY + 4 + place)
  return entry
}

function meaningAt(bytes: Buffer, from: number): Float32Array {
  const step = bytes.readFloatLE(from + KEY)
  const meaning = new Float32Array(NUMBERS)
  for (let place = 0; place < NUMBERS; place += 1)
    meaning[place] = step * bytes.readInt8(from + KEY + 4 + place)
  return meaning
}

/** 64 bits of the text, by FNV-1a from two beginnings: phrases are few, and nobody gains by a likeness. */
function keyOf(text: string): string {
  let one = 0x811c9dc5
  let other = 0x2f0b4d67
  for (let place = 0; place < text.length; place += 1) {
    const letter = text.charCodeAt(place)
    one = Math.imul(one ^ letter, 0x01000193)
    other = Math.imul(other ^ letter, 0x01000193) ^ (other >>> 15)
  }
  return [one, other].map((half) => (half >>> 0).toString(16).padStart(8, '0')).join('')
}
