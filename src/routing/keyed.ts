/** Runs what has the same key one after another, in the order of the calls; other keys side by side. */
export function createKeyed(): <T>(key: string, run: () => Promise<T>) => Promise<T> {
  const tails = new Map<string, Promise<unknown>>()
  return async (key, run) => {
    const before = tails.get(key)
    const mine = before ? before.then(run, run) : run()
    tails.set(key, mine)
    try {
      return await mine
    } finally {
      if (tails.get(key) === mine) tails.delete(key)
    }
  }
}
