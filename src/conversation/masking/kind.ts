/** A span of a text: from, and to (exclusive). */
export type Span = readonly [from: number, to: number]

/** One kind of thing to find in a text. What is found first is not looked at by later kinds. */
export interface Kind {
  /**
   * Global. With a group `it`, that is what is meant, and the rest says what it is. Every repetition in it is
   * bounded, or can begin in one place of a run only: so that the time grows with the text and no faster.
   */
  readonly find: RegExp
  /**
   * Which part of what was found is really one; null for none. `before` and `after` are some 40 characters round
   * it. Left out: all of it.
   */
  readonly part?: (found: string, before: string, after: string) => Span | null
  /** What stands in its place; null leaves it, for it only looks like something else. */
  readonly as: string | null | ((found: string) => string)
}

/** All of it where the test holds. */
export function whole(
  holds: (found: string, before: string, after: string) => boolean,
): NonNullable<Kind['part']> {
  return (found, before, after) => (holds(found, before, after) ? [0, found.length] : null)
}

/** Its digits alone. */
export function digitsIn(text: string): string {
  return text.replaceAll(/\D/g, '')
}
