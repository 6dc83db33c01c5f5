const UNITS: Readonly<Record<string, number>> = {
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 7 * 86_400_000,
}

const WEEKDAYS = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday']
const MORNING = 9

/**
 * The time (epoch ms) that “30m”, “3h”, “2d”, “1w”, “tomorrow” or a weekday means, seen from `now`.
 * Days by name mean nine in the morning in `zone`. Null for anything else.
 */
export function timeFromNow(words: string, now: number, zone: string): number | null {
  const wanted = words.trim().toLowerCase()
  const match = /^(\d{1,4})\s?([mhdw])[a-z]*$/.exec(wanted)
  if (match) return now + Number(match[1]) * (UNITS[match[2] ?? ''] ?? Number.NaN)
  if (wanted === 'tomorrow') return morning(now, 1, zone)
  const weekday = WEEKDAYS.findIndex((day) => wanted.length >= 3 && day.startsWith(wanted))
  if (weekday === -1) return null
  const days = (weekday - local(now, zone).weekday + 7) % 7
  return morning(now, days === 0 ? 7 : days, zone)
}

function morning(now: number, days: number, zone: string): number {
  const today = local(now, zone)
  const wall = Date.UTC(today.year, today.month - 1, today.day + days, MORNING)
  // The offset is read twice, since it may change on the way there.
  const first = wall - offset(wall, zone)
  return wall - offset(first, zone)
}

function offset(at: number, zone: string): number {
  const there = local(at, zone)
  const wall = Date.UTC(
    there.year,
    there.month - 1,
    there.day,
    there.hour,
    there.minute,
    there.second,
  )
  return wall - Math.floor(at / 1000) * 1000
}

function local(at: number, zone: string) {
  const parts = new Map(
    new Intl.DateTimeFormat('en-GB', {
      timeZone: zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    })
      .formatToParts(at)
      .map((part) => [part.type, Number(part.value)]),
  )
  const of = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? 0
  const day = { year: of('year'), month: of('month'), day: of('day') }
  const weekday = new Date(Date.UTC(day.year, day.month - 1, day.day)).getUTCDay()
  return { ...day, weekday, hour: of('hour'), minute: of('minute'), second: of('second') }
}
