import type { Clock } from '../../ports.ts'

interface Limit {
  readonly burst: number
  readonly perMinute: number
}

interface Bucket {
  readonly tokens: number
  readonly at: number
  /** From this time on it is full, and as good as forgotten. */
  readonly fullAt: number
}

const MOST = 50_000
/** How many of the longest untouched are looked at for each new one, so that full ones go before they pile up. */
const SWEEP = 4

/** Token buckets by name. Holds at most `most`; beyond that the longest untouched is forgotten, and so full again. */
export function createBuckets(clock: Clock, most = MOST) {
  // In the order of their last use.
  const buckets = new Map<string, Bucket>()

  function take(name: string, { burst, perMinute }: Limit): boolean {
    const now = clock.now()
    const before = buckets.get(name)
    const refilled = before
      ? before.tokens + (Math.max(0, now - before.at) * perMinute) / 60_000
      : burst
    const full = Math.min(burst, refilled)
    const taken = full >= 1
    const tokens = taken ? full - 1 : full
    const fullAt = perMinute > 0 ? now + ((burst - tokens) * 60_000) / perMinute : Infinity
    if (!before) makeRoom(now)
    buckets.delete(name)
    buckets.set(name, { tokens, at: now, fullAt })
    return taken
  }

  function makeRoom(now: number) {
    let looked = 0
    for (const [name, bucket] of buckets) {
      if (bucket.fullAt > now && buckets.size < most) return
      buckets.delete(name)
      looked += 1
      if (looked === SWEEP) return
    }
  }

  return { take, size: () => buckets.size }
}
