import type { SlackClock } from '../slack/clock.ts'

const EPOCH = 1_420_070_400_000n

/** Makes snowflakes: each later than the last, and telling its time. */
export function snowflakes(clock: SlackClock): () => string {
  let last = 0n
  return () => {
    const now = (BigInt(clock.now()) - EPOCH) << 22n
    last = now > last ? now : last + 1n
    return String(last)
  }
}

/** The first snowflake of a time in epoch ms. */
export function snowflakeAt(at: number): string {
  return String((BigInt(at) - EPOCH) << 22n)
}

export function isSnowflake(value: unknown): boolean {
  return typeof value === 'string' && /^\d{15,20}$/.test(value)
}

/** -1, 0 or 1 as `a` is older, the same or younger. */
export function compare(a: string, b: string): number {
  return a.length === b.length ? Math.sign(a.localeCompare(b)) : Math.sign(a.length - b.length)
}
