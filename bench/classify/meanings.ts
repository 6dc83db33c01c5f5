import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openEncoder } from '../../src/adapters/embedded/encoder/encoder.ts'
import type { Meaning } from '../../src/adapters/embedded/topics.ts'

const NUMBERS = 512
const TEXTS = join(tmpdir(), 'greenroom-bench-meanings.json')
const VECTORS = join(tmpdir(), 'greenroom-bench-meanings.f32')

/** The encoder, which remembers over runs what it was asked; `keep` writes that down. */
export async function keptMeanings(): Promise<{ meaningOf: Meaning; keep: () => void } | null> {
  const encoder = await openEncoder()
  if (!encoder) return null
  const known = readKept()
  let isNew = false
  return {
    meaningOf(text) {
      const meaning = known.get(text) ?? encoder.encode(text)
      if (!known.has(text)) isNew = true
      known.set(text, meaning)
      return meaning
    },
    keep() {
      if (!isNew) return
      const all = new Float32Array(known.size * NUMBERS)
      for (const [place, meaning] of [...known.values()].entries())
        all.set(meaning, place * NUMBERS)
      writeFileSync(VECTORS, all)
      writeFileSync(TEXTS, JSON.stringify([...known.keys()]))
    },
  }
}

function readKept(): Map<string, Float32Array> {
  if (!existsSync(TEXTS) || !existsSync(VECTORS)) return new Map()
  const texts = JSON.parse(readFileSync(TEXTS, 'utf8')) as string[] // written below
  const bytes = readFileSync(VECTORS)
  const numbers = new Float32Array(bytes.buffer, bytes.byteOffset, bytes.length / 4)
  return new Map(
    texts.map((text, place) => [text, numbers.slice(place * NUMBERS, (place + 1) * NUMBERS)]),
  )
}
