/** A map that keeps the `most` entries that were set or read last. */
export function createRecent<Key, Value>(most: number) {
  const entries = new Map<Key, Value>()

  function get(key: Key): Value | undefined {
    const value = entries.get(key)
    if (value === undefined) return undefined
    entries.delete(key)
    entries.set(key, value)
    return value
  }

  function set(key: Key, value: Value) {
    entries.delete(key)
    entries.set(key, value)
    if (entries.size <= most) return
    const [oldest] = entries.keys()
    if (oldest !== undefined) entries.delete(oldest)
  }

  return { get, set, delete: (key: Key) => entries.delete(key) }
}
