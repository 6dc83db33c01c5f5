/** A question that names the likeliest of the words that there are, or else lists them. */
export function didYouMean(word: string, words: readonly string[]): string {
  const near = nearest(word, words)
  if (near !== null) return `did you mean ${near}?`
  if (words.length === 0) return 'there is none'
  return `there ${words.length === 1 ? 'is' : 'are'} ${words.join(', ')}`
}

function nearest(word: string, words: readonly string[]): string | null {
  const typed = bare(word)
  const furthest = Math.max(1, Math.floor(typed.length / 3))
  const [best] = words
    .map((candidate) => ({ candidate, distance: distance(typed, bare(candidate)) }))
    .filter((one) => one.distance <= furthest)
    .toSorted((a, b) => a.distance - b.distance)
  return best?.candidate ?? null
}

function bare(word: string): string {
  return word
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]/gu, '')
    .slice(0, 64)
}

/** Letters to add, drop, change or swap with their neighbour, to come from one to the other. */
export function distance(from: string, to: string): number {
  let before: number[] = []
  let above = Array.from({ length: to.length + 1 }, (_, column) => column)
  for (let row = 1; row <= from.length; row++) {
    const here = [row]
    for (let column = 1; column <= to.length; column++) {
      const same = from[row - 1] === to[column - 1]
      const swapped =
        row > 1 && from[row - 1] === to[column - 2] && from[row - 2] === to[column - 1]
      here[column] = Math.min(
        at(above, column) + 1,
        at(here, column - 1) + 1,
        at(above, column - 1) + (same ? 0 : 1),
        swapped ? at(before, column - 2) + 1 : Infinity,
      )
    }
    before = above
    above = here
  }
  return at(above, to.length)
}

function at(row: readonly number[], column: number): number {
  return row[column] ?? Infinity
}
