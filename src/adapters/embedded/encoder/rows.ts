/** What the model adds to a row's variance, so that it never divides by nothing. */
const EPSILON = 1e-6

/** Each row of `width` numbers with mean 0 and variance 1, then times `scale` and plus `bias`. */
export function normalise(
  from: Float32Array,
  width: number,
  scale: Float32Array,
  bias: Float32Array,
  into: Float32Array,
): void {
  for (let start = 0; start < from.length; start += width) {
    const row = from.subarray(start, start + width)
    const mean = sum(row) / width
    let variance = 0
    for (const number of row) variance += (number - mean) ** 2
    const factor = 1 / Math.sqrt(variance / width + EPSILON)
    for (let i = 0; i < width; i += 1)
      into[start + i] = ((row[i] ?? 0) - mean) * factor * (scale[i] ?? 0) + (bias[i] ?? 0)
  }
}

/** Both, number by number. */
export function add(a: Float32Array, b: Float32Array, into: Float32Array): void {
  for (let i = 0; i < into.length; i += 1) into[i] = (a[i] ?? 0) + (b[i] ?? 0)
}

/** Nothing below 0 stays. */
export function clip(numbers: Float32Array): void {
  for (let i = 0; i < numbers.length; i += 1) if ((numbers[i] ?? 0) < 0) numbers[i] = 0
}

/** The mean of rows, which is as wide as `into`; all 0 where there is no row. */
export function mean(rows: Float32Array, into: Float32Array): void {
  const count = rows.length / into.length
  into.fill(0)
  for (const [i, number] of rows.entries()) {
    const column = i % into.length
    into[column] = (into[column] ?? 0) + number / count
  }
}

/** The same direction, of length 1. */
export function unit(vector: Float32Array): Float32Array {
  const length = Math.hypot(...vector)
  return vector.map((number) => number / length)
}

function sum(numbers: Float32Array): number {
  let sum = 0
  for (const number of numbers) sum += number
  return sum
}
