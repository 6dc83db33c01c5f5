/** What is wanted, as in docs/measurements.md. */
export const TARGETS = {
  /** Times the bare relay's, at 100 messages a second. */
  p50: 1.5,
  p99: 2,
  /** KB for each idle visitor. */
  idle: 12,
  /** Ms. */
  start: 1_000,
  recovery: 2_000,
  /** KB in brotli. */
  loader: 1,
  app: 12,
} as const

/** A value beside what it may be at most, and whether that is reached. */
export function against(value: number, most: number, draw: (value: number) => string): string {
  return `${draw(value)} (≤ ${draw(most)}: ${value <= most ? 'reached' : 'MISSED'})`
}
