import type { Weathered } from './protocol.ts'

/** What the Slack of a replay has seen, a line for each. */
export function weatherReport({ calls, tooFast, troubles, givenUp }: Weathered): string {
  const rows: (readonly [string, number])[] = [
    ['calls of Slack', calls],
    ['refused, as they came too fast', tooFast],
    ...Object.entries(troubles).toSorted(([a], [b]) => a.localeCompare(b)),
    ['events that Slack gave up on', givenUp],
  ]
  return rows
    .map(([name, count]) => `${name.padEnd(36)}${count.toLocaleString('en').padStart(18)}`)
    .join('\n')
}
