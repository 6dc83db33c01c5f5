import type { SlackClock } from './clock.ts'

export type Tier = 1 | 2 | 3 | 4 | 'channel' | 'none'

/** How often what may be called. A bucket holds `burst` calls and refills evenly. */
export interface Limits {
  /** Messages into one channel; threads of it count together. */
  readonly channel: Bucket | null
  /** Messages into the whole workspace. */
  readonly workspace: Bucket | null
  /** By tier: each method has a bucket of its own. */
  readonly tiers: Readonly<Record<1 | 2 | 3 | 4, Bucket>> | null
}

export interface Bucket {
  readonly burst: number
  readonly perMinute: number
}

/** Slack's own: a message a second and channel, and its tiers. Bursts are not published; these are small. */
export const SLACK_LIMITS: Limits = {
  channel: { burst: 5, perMinute: 60 },
  workspace: { burst: 60, perMinute: 400 },
  tiers: {
    1: { burst: 3, perMinute: 1 },
    2: { burst: 10, perMinute: 20 },
    3: { burst: 20, perMinute: 50 },
    4: { burst: 40, perMinute: 100 },
  },
}

export const NO_LIMITS: Limits = { channel: null, workspace: null, tiers: null }

/** Slack's own for a Slack that takes everything so many times faster. */
export function limitsAt(pace: number): Limits {
  const faster = ({ burst, perMinute }: Bucket): Bucket => ({ burst, perMinute: perMinute * pace })
  const { channel, workspace, tiers } = SLACK_LIMITS
  return {
    channel: channel && faster(channel),
    workspace: workspace && faster(workspace),
    tiers: tiers && {
      1: faster(tiers[1]),
      2: faster(tiers[2]),
      3: faster(tiers[3]),
      4: faster(tiers[4]),
    },
  }
}

export interface Limiter {
  limits: Limits
  /** 0 if the call may go on now, else the whole seconds to wait. A refused call takes nothing. */
  take(method: string, tier: Tier, channel: string | undefined): number
}

export function createLimiter(clock: SlackClock, limits: Limits): Limiter {
  const levels = new Map<string, { left: number; at: number }>()

  function level(key: string, { burst, perMinute }: Bucket) {
    const now = clock.now()
    const known = levels.get(key) ?? { left: burst, at: now }
    const left = Math.min(burst, known.left + ((now - known.at) * perMinute) / 60_000)
    const fresh = { left, at: now }
    levels.set(key, fresh)
    return fresh
  }

  function bucketsOf(method: string, tier: Tier, channel: string | undefined) {
    const { limits } = limiter
    const found: [key: string, bucket: Bucket | null | undefined][] =
      tier === 'channel'
        ? [
            [`channel ${channel}`, limits.channel],
            ['workspace', limits.workspace],
          ]
        : [[method, tier === 'none' ? null : limits.tiers?.[tier]]]
    return found.flatMap(([key, bucket]) => (bucket ? [{ bucket, level: level(key, bucket) }] : []))
  }

  const limiter: Limiter = {
    limits,
    take(method, tier, channel) {
      const buckets = bucketsOf(method, tier, channel)
      const waits = buckets.map(({ bucket, level }) =>
        Math.max(0, ((1 - level.left) * 60) / bucket.perMinute),
      )
      const longest = Math.max(0, ...waits)
      // Fractions of a token are kept as floats, so one that is full may read 0.9999999.
      if (longest > 1e-6) return Math.max(1, Math.ceil(longest - 1e-6))
      for (const { level } of buckets) level.left -= 1
      return 0
    },
  }
  return limiter
}
