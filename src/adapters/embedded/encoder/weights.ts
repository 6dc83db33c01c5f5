import { pack } from './product.ts'
import type { Dense } from './product.ts'
import type { Place, Space } from './space.ts'
import type { Tensors } from './tensors.ts'

/** Numbers of a token as it comes in, in and after the layers, and in the middle of a layer's second half. */
export const NARROW = 256
export const WIDE = 512
export const HIDDEN = 1536

/** A layer norm's part: both are rows of numbers. */
export interface Norm {
  readonly scale: Place
  readonly bias: Place
}

/** A layer of the transformer. `inner` is how many numbers a token has as it comes in. */
export interface Layer {
  readonly inner: number
  readonly norm: Norm
  /** To queries, keys and values, side by side. */
  readonly ask: Dense
  readonly combine: Dense
  /** For what goes past the attention, where it comes in narrower than it goes out. */
  readonly widen: Dense | null
  readonly hiddenNorm: Norm
  readonly toHidden: Dense
  readonly fromHidden: Dense
}

export interface Weights {
  /** NARROW numbers for each token. */
  readonly embeddings: Place
  /** How fast each of the waves goes up and down that say where in the text a token stands. */
  readonly paces: Float32Array
  readonly layers: readonly Layer[]
  readonly head: Dense
}

/** Rows of the embeddings, some more than the vocabulary has. */
const TOKENS_KNOWN = 8002

const PART = '/ConcatPartitions/concat'

/** Brings the model's weights into the space, where they stay; beside it only one matrix at a time. */
export async function readWeights(tensors: Tensors, space: Space): Promise<Weights> {
  const buffer = new Float32Array(HIDDEN * WIDE)

  const row = async (name: string, count: number): Promise<Place> => {
    const place = space.take(count)
    await tensors.read(name, space.at(place, count))
    return place
  }
  const dense = async (
    [kernel, bias]: readonly [string, string],
    inner: number,
    columns: number,
  ): Promise<Dense> => {
    const matrix = buffer.subarray(0, inner * columns)
    await tensors.read(kernel, matrix)
    const panels = space.take(matrix.length)
    pack(matrix, inner, space.at(panels, matrix.length))
    return { panels, bias: await row(bias, columns), inner, columns }
  }
  const norm = async (path: string, count: number): Promise<Norm> => ({
    scale: await row(`${path}/layer_norm/layer_norm_scale${PART}`, count),
    bias: await row(`${path}/layer_norm/layer_norm_bias${PART}`, count),
  })

  const layer = async (number: 0 | 1, inner: number): Promise<Layer> => {
    const path = `/Encode/Layer_${number}/TransformerLayer`
    const attention = (name: string): readonly [string, string] => [
      `${path}/MultiheadAttention/${name}/kernel/part_0`,
      `${path}/MultiheadAttention/${name}/bias${PART}`,
    ]
    const hidden = (name: string): readonly [string, string] => [
      `/TransformerStack/Layer_${number}/TransformerLayer/FFN/${name}/Tensordot/Reshape_1`,
      `${path}/FFN/${name}/bias${PART}`,
    ]
    const widening = [`${path}/dense/kernel${PART}`, `${path}/dense/bias${PART}`] as const
    return {
      inner,
      norm: await norm(`${path}/layer_prepostprocess`, inner),
      ask: await dense(attention('qkv_transform_single'), inner, 3 * inner),
      combine: await dense(attention('output_transform_single'), inner, WIDE),
      widen: inner === WIDE ? null : await dense(widening, inner, WIDE),
      hiddenNorm: await norm(`${path}/FFN/layer_prepostprocess`, WIDE),
      toHidden: await dense(hidden('conv1'), WIDE, HIDDEN),
      fromHidden: await dense(hidden('conv2'), HIDDEN, WIDE),
    }
  }

  const paces = new Float32Array(NARROW / 2)
  await tensors.read('/TimingSignal/ExpandDims_1', paces)
  const last = '/hidden_layers/tanh_layer_0'
  return {
    embeddings: await row('module/Embeddings_en', TOKENS_KNOWN * NARROW),
    paces,
    layers: [await layer(0, NARROW), await layer(1, WIDE)],
    head: await dense([`${last}/weights`, `${last}/bias`], WIDE, WIDE),
  }
}
