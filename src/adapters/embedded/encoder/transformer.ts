import { attend } from './attention.ts'
import type { Product } from './product.ts'
import { add, clip, mean, normalise, unit } from './rows.ts'
import type { Place, Space } from './space.ts'
import { TOKENS } from './tokens.ts'
import { HIDDEN, NARROW, WIDE } from './weights.ts'
import type { Layer, Norm, Weights } from './weights.ts'

/**
 * The forward pass of the Universal Sentence Encoder, lite (https://arxiv.org/abs/1803.11175): two layers of a
 * transformer over at most TOKENS tokens, their mean, and a last layer to a vector of WIDE numbers, of length 1.
 */
export function createTransformer(
  weights: Weights,
  space: Space,
  product: Product,
): (tokens: readonly number[]) => Float32Array {
  const stream = space.take(TOKENS * WIDE)
  const even = space.take(TOKENS * WIDE)
  const beside = space.take(TOKENS * WIDE)
  const hidden = space.take(TOKENS * HIDDEN)
  const waves = wavesOf(weights.paces)

  const embed = (tokens: readonly number[]): void => {
    for (const [i, token] of tokens.entries()) {
      const known = space.at(weights.embeddings + NARROW * token, NARROW)
      const into = space.at(stream + NARROW * i, NARROW)
      // The model adds what it knows of a token twice: once by itself, and once with its place in the text.
      add(known, waves.subarray(NARROW * i, NARROW * (i + 1)), into)
      add(into, known, into)
    }
  }

  const smooth = (count: number, width: number, { scale, bias }: Norm): void => {
    const from = space.at(stream, count * width)
    const into = space.at(even, count * width)
    normalise(from, width, space.at(scale, width), space.at(bias, width), into)
  }

  const addBeside = (count: number, past: Place): void => {
    const wide = count * WIDE
    add(space.at(past, wide), space.at(beside, wide), space.at(stream, wide))
  }

  const lookAround = (count: number, { inner, norm, ask, combine, widen }: Layer): void => {
    smooth(count, inner, norm)
    product(even, count, ask, hidden)
    attend(space.at(hidden, count * 3 * inner), count, inner, space.at(even, count * inner))
    product(even, count, combine, beside)
    if (widen) product(stream, count, widen, even)
    addBeside(count, widen ? even : stream)
  }

  const think = (count: number, { hiddenNorm, toHidden, fromHidden }: Layer): void => {
    smooth(count, WIDE, hiddenNorm)
    product(even, count, toHidden, hidden)
    clip(space.at(hidden, count * HIDDEN))
    product(hidden, count, fromHidden, beside)
    addBeside(count, stream)
  }

  return (tokens) => {
    embed(tokens)
    for (const layer of weights.layers) {
      lookAround(tokens.length, layer)
      think(tokens.length, layer)
    }
    mean(space.at(stream, tokens.length * WIDE), space.at(even, WIDE))
    product(even, 1, weights.head, beside)
    return unit(space.at(beside, WIDE).map(Math.tanh))
  }
}

/** A row for each place in a text: how high each wave is there, and how high a quarter of a turn later. */
function wavesOf(paces: Float32Array): Float32Array {
  const waves = new Float32Array(TOKENS * NARROW)
  for (let place = 0; place < TOKENS; place += 1) {
    const start = place * NARROW
    waves.set(
      paces.map((pace) => Math.sin(place * pace)),
      start,
    )
    waves.set(
      paces.map((pace) => Math.cos(place * pace)),
      start + NARROW / 2,
    )
  }
  return waves
}
