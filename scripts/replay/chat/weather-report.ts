import type { Weathered } from './protocol.ts'

/** What the team chat of a replay has seen, a line for each. */
export function weatherReport({ calls, tooFast, troubles, more }: Weathered): string {
  const rows: (readonly [string, number])[] = [
    ['calls', calls],
    ['refused, as they came too fast', tooFast],
    ...Object.entries(troubles).toSorted(([a], [b]) => a.localeCompare(b)),
    ...Object.entries(more),
  ]
  return rows
    .map(([name, count]) => `${name.padEnd(36)}${count.toLocaleString('en').padStart(18)}`)
    .join('\n')
}
