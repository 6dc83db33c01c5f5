/** A place in a row. */
export interface Turn {
  /** Resolves when all before it are over. */
  readonly before: Promise<void>
  over(): void
}

/** Rows of those who come one after another, one row for each name. */
export function rows(): (name: string) => Turn {
  const last = new Map<string, Promise<void>>()

  return (name) => {
    const before = last.get(name) ?? Promise.resolve()
    const { promise, resolve } = Promise.withResolvers<void>()
    const mine = before.then(() => promise)
    last.set(name, mine)
    void mine.then(() => last.get(name) === mine && last.delete(name))
    return { before, over: resolve }
  }
}
