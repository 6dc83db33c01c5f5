import type { Classifier } from '../../src/ports.ts'

/** A classifier that answers as `its` does, but only once it is let. */
export function heldSorter(its: Classifier) {
  const free = Promise.withResolvers<void>()
  const asked: string[] = []
  return {
    ...its,
    /** The texts that it was asked about. */
    asked: asked as readonly string[],
    async classify(...given: Parameters<Classifier['classify']>) {
      asked.push(given[0])
      await free.promise
      return its.classify(...given)
    },
    answers: () => free.resolve(),
  }
}

/** A classifier of another name that answers nothing, ever, or that breaks. */
export function uselessSorter(how: 'silent' | 'null' | 'rejects' | 'throws'): Classifier {
  return {
    name: how,
    classify() {
      if (how === 'throws') throw new Error('It broke.')
      if (how === 'rejects') return Promise.reject(new Error('It broke.'))
      return how === 'null' ? Promise.resolve(null) : new Promise(() => undefined)
    },
    stop: async () => undefined,
  }
}
