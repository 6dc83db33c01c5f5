/** A value that tells who listens that it changed. */
export interface Store<State> {
  get(): State
  /** Replaces the state by what `change` makes of it; the same object back means nothing changed. */
  set(change: (state: State) => State): void
  /** Gives back a function that ends the subscription. */
  subscribe(hear: () => void): () => void
}

export function createStore<State>(initial: State): Store<State> {
  let state = initial
  const listeners = new Set<() => void>()
  return {
    get: () => state,
    set(change) {
      const next = change(state)
      if (Object.is(next, state)) return
      state = next
      for (const hear of listeners) hear()
    },
    subscribe(hear) {
      listeners.add(hear)
      return () => void listeners.delete(hear)
    },
  }
}
