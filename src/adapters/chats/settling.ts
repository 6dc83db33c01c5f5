export interface Settling {
  /** Does this once nothing newer came under the key for a while, `wait` ms more; the last of a key is done last. */
  later(key: string, wait: number, work: () => Promise<void>): void
  stop(): Promise<void>
}

/** Work that waits until things stand still for `settle` ms: what passes soon is never done. */
export function settling(settle: number, failed: (key: string, error: unknown) => void): Settling {
  const timers = new Map<string, NodeJS.Timeout>()
  const doing = new Map<string, Promise<void>>()
  let stopped = false

  function begin(key: string, work: () => Promise<void>): void {
    timers.delete(key)
    const mine = (doing.get(key) ?? Promise.resolve())
      .then(work)
      .catch((error: unknown) => failed(key, error))
      .finally(() => {
        if (doing.get(key) === mine) doing.delete(key)
      })
    doing.set(key, mine)
  }

  return {
    later(key, wait, work) {
      if (stopped) return
      clearTimeout(timers.get(key))
      timers.set(
        key,
        setTimeout(() => begin(key, work), Math.max(0, wait) + settle),
      )
    },
    async stop() {
      stopped = true
      for (const timer of timers.values()) clearTimeout(timer)
      timers.clear()
      await Promise.all(doing.values())
    },
  }
}
