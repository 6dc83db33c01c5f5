/** A vector that is mostly zeros: what stands at which place. No place comes twice. */
export interface Sparse {
  readonly at: Uint32Array
  readonly value: Float32Array
}

/** Divides by the length, so that it becomes 1; a vector of zeros stays one. */
export function toUnitLength(values: Float32Array): void {
  let squares = 0
  for (const value of values) squares += value * value
  if (squares === 0) return
  const length = Math.sqrt(squares)
  for (const [place, value] of values.entries()) values[place] = value / length
}
