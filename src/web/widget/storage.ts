/** The site's own storage under one prefix; what it will not take is kept in memory for this page. */
export type Kept = ReturnType<typeof keptUnder>

export function keptUnder(prefix: string) {
  const memory = new Map<string, string>()
  const nameOf = (key: string) => prefix + key
  return {
    prefix,
    /** What the site's pages share locks by; plain http has none. */
    locks: navigator.locks as LockManager | undefined,
    get: (key: string) =>
      memory.get(nameOf(key)) ?? attempt(() => localStorage.getItem(nameOf(key))),
    set(key: string, value: string) {
      memory.set(nameOf(key), value)
      attempt(() => {
        localStorage.setItem(nameOf(key), value)
        memory.delete(nameOf(key))
      })
    },
    remove(key: string) {
      memory.delete(nameOf(key))
      attempt(() => localStorage.removeItem(nameOf(key)))
    },
    /** The keys that start with this, without the prefix. */
    keys: (start: string) =>
      [...memory.keys(), ...(attempt(() => Object.keys(localStorage)) ?? [])]
        .filter((name) => name.startsWith(nameOf(start)))
        .map((name) => name.slice(prefix.length)),
  }
}

// Every touch of localStorage may throw: blocked for the site, in a frame, or full.
function attempt<T>(touch: () => T): T | null {
  try {
    return touch()
  } catch {
    return null
  }
}
