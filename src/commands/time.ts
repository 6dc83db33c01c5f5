import { localDay, momentsOf } from '../conversation/local-time.ts'

const UNITS: Readonly<Record<string, number>> = {
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 7 * 86_400_000,
}

const WEEKDAYS = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday']
const DAY = 86_400_000
const MORNING = 9 * 3_600_000

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
  const days = (weekday - new Date(localDay(now, zone)).getUTCDay() + 7) % 7
  return morning(now, days === 0 ? 7 : days, zone)
}

function morning(now: number, days: number, zone: string): number {
  return momentsOf(localDay(now, zone) + days * DAY + MORNING, zone).first
}
