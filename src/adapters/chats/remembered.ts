/** A map that forgets what was set longest ago once it has `most` entries. */
export function remembered<T>(most: number) {
  const known = new Map<string, T>()
  return {
    get: (key: string) => known.get(key),
    set(key: string, value: T): void {
      known.delete(key)
      known.set(key, value)
      const [oldest] = known.keys()
      if (known.size > most && oldest !== undefined) known.delete(oldest)
    },
    delete: (key: string) => known.delete(key),
  }
}
