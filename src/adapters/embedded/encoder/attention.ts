/** How many views of a text are taken side by side, each on its part of the numbers. */
const HEADS = 4

/**
 * Every token looks at all of them: `asked` has for each of `count` tokens its query, key and value, of `width`
 * numbers each; into `answers` come the values, as each token weighs them.
 */
export function attend(
  asked: Float32Array,
  count: number,
  width: number,
  answers: Float32Array,
): void {
  const part = width / HEADS
  const weights = new Float64Array(count)
  for (let head = 0; head < width; head += part) {
    for (let token = 0; token < count; token += 1) {
      const query = 3 * width * token + head
      for (let other = 0; other < count; other += 1) {
        const key = 3 * width * other + width + head
        weights[other] = dot(asked, query, key, part) / Math.sqrt(part)
      }
      softmax(weights)
      const answer = width * token + head
      answers.fill(0, answer, answer + part)
      for (let other = 0; other < count; other += 1) {
        const value = 3 * width * other + 2 * width + head
        addTimes(answers, answer, asked, value, part, weights[other] ?? 0)
      }
    }
  }
}

function dot(numbers: Float32Array, a: number, b: number, length: number): number {
  let sum = 0
  for (let i = 0; i < length; i += 1) sum += (numbers[a + i] ?? 0) * (numbers[b + i] ?? 0)
  return sum
}

/** Makes shares of weights, which sum up to 1. The greatest is taken off first, so that none grows without end. */
function softmax(weights: Float64Array): void {
  const greatest = weights.reduce((a, b) => Math.max(a, b), -Infinity)
  let sum = 0
  for (const [i, weight] of weights.entries()) {
    const share = Math.exp(weight - greatest)
    weights[i] = share
    sum += share
  }
  for (const [i, share] of weights.entries()) weights[i] = share / sum
}

function addTimes(
  into: Float32Array,
  start: number,
  from: Float32Array,
  fromStart: number,
  length: number,
  factor: number,
): void {
  for (let i = 0; i < length; i += 1)
    into[start + i] = (into[start + i] ?? 0) + factor * (from[fromStart + i] ?? 0)
}
