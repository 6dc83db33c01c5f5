/**
 * Does the work of each id once: asked again, also while it is being done, it gives the same answer.
 * What failed is forgotten, to be tried again. The newest `most` answers are remembered; what must never
 * be done twice at all is held by the store.
 */
export function once<T>(most: number): (id: string, work: () => Promise<T>) => Promise<T> {
  const answers = new Map<string, Promise<T>>()
  return async (id, work) => {
    const before = answers.get(id)
    if (before) return before
    const mine = work()
    answers.set(id, mine)
    const [oldest] = answers.keys()
    if (answers.size > most && oldest !== undefined) answers.delete(oldest)
    try {
      return await mine
    } catch (error) {
      if (answers.get(id) === mine) answers.delete(id)
      throw error
    }
  }
}
