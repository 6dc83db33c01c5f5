/**
 * Does the work of each id once: asked again, also while it is being done, it gives the same answer, as
 * long as the answer is one that `lasts`. The newest `most` are remembered; what must never be done twice
 * at all is held by the store.
 */
export function once<T>(
  most: number,
  lasts: (answer: T) => boolean,
): (id: string, work: () => Promise<T>) => Promise<T> {
  const answers = new Map<string, Promise<T>>()

  async function settle(id: string, mine: Promise<T>): Promise<T> {
    let kept = false
    try {
      const answer = await mine
      kept = lasts(answer)
      return answer
    } finally {
      if (!kept && answers.get(id) === mine) answers.delete(id)
    }
  }

  return async (id, work) => {
    const before = answers.get(id)
    if (before) return before
    const mine = work()
    answers.set(id, mine)
    const [oldest] = answers.keys()
    if (answers.size > most && oldest !== undefined) answers.delete(oldest)
    return settle(id, mine)
  }
}
