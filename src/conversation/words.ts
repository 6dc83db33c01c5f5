/** A stretch of time as people say it: “two minutes”, “3 hours”. Milliseconds in; under a minute is “a moment”. */
export function duration(ms: number): string {
  const minutes = Math.floor(ms / 60_000)
  if (minutes < 1) return 'a moment'
  if (minutes < 60) return counted(minutes, 'minute')
  const hours = Math.floor(minutes / 60)
  if (hours < 48) return counted(hours, 'hour')
  return counted(Math.floor(hours / 24), 'day')
}

/** The same, and “30 seconds” for what is under a minute. */
export function preciseDuration(ms: number): string {
  return ms < 60_000 ? counted(Math.max(1, Math.floor(ms / 1_000)), 'second') : duration(ms)
}

const SMALL = ['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten']

function counted(count: number, unit: string): string {
  return `${SMALL[count] ?? count} ${unit}${count === 1 ? '' : 's'}`
}
