/*
 * Dates and times as a clock on a wall somewhere shows them. A local time is written as the epoch ms
 * at which UTC shows the same date and time.
 */

const DAY = 86_400_000

/** The local midnight at which the day of `at` (epoch ms) began. */
export function localDay(at: number, timezone: string): number {
  const local = at + offset(at, timezone)
  return local - (((local % DAY) + DAY) % DAY)
}

/**
 * When the clock there shows a local time: twice in the hour that comes twice; in an hour that is
 * skipped, the moment of the change stands for it. So nobody finds it closed while the clock says open.
 */
export function momentsOf(local: number, timezone: string): { first: number; last: number } {
  const before = offset(local - DAY, timezone)
  const after = offset(local + DAY, timezone)
  const shown = [local - before, local - after].filter((at) => at + offset(at, timezone) === local)
  if (shown.length > 0) return { first: Math.min(...shown), last: Math.max(...shown) }
  const change = momentOfChange(local - after, local - before, timezone)
  return { first: change, last: change }
}

function momentOfChange(from: number, to: number, timezone: string): number {
  let [before, after] = [from, to]
  while (after - before > 1) {
    const middle = Math.floor((before + after) / 2)
    if (offset(middle, timezone) === offset(from, timezone)) before = middle
    else after = middle
  }
  return after
}

/** How far the clock there is ahead of UTC at `at`, in ms. */
function offset(at: number, timezone: string): number {
  const shown = new Map(
    formatFor(timezone)
      .formatToParts(at)
      .map(({ type, value }) => [type, Number(value)]),
  )
  const part = (type: Intl.DateTimeFormatPartTypes) => shown.get(type) ?? 0
  const local = Date.UTC(
    part('year'),
    part('month') - 1,
    part('day'),
    part('hour'),
    part('minute'),
    part('second'),
  )
  return local - Math.floor(at / 1_000) * 1_000
}

// Making a format costs a hundred times what using it does. There are as many as time zones, at most.
const formats = new Map<string, Intl.DateTimeFormat>()

function formatFor(timezone: string): Intl.DateTimeFormat {
  const known = formats.get(timezone)
  if (known) return known
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone: timezone,
    calendar: 'iso8601',
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  })
  formats.set(timezone, format)
  return format
}
