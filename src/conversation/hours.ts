import { localDay, momentsOf } from './local-time.ts'

/** In the order of the week; `Date.getUTCDay()` counts from Sunday. */
export const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const
export type Weekday = (typeof WEEKDAYS)[number]

/** Minutes from midnight, `from` to before `to`. With `to` beyond 1440 it ends on the next day. */
export interface Span {
  readonly from: number
  readonly to: number
}

/** When an inbox is answered. A span belongs to the day on which it starts; none starts on a holiday. */
export type Hours =
  | 'always'
  | {
      /** IANA name, such as `Europe/Berlin`. */
      readonly timezone: string
      readonly weekly: Readonly<Record<Weekday, readonly Span[]>>
      /** Dates in that zone, `2026-12-25`. */
      readonly holidays: readonly string[]
    }

type Schedule = Exclude<Hours, 'always'>

/** Epoch milliseconds, `opens` to before `closes`. */
interface Opening {
  readonly opens: number
  readonly closes: number
}

const MINUTE = 60_000
const DAY = 1_440 * MINUTE
const SPAN = /^([01]\d|2[0-3]):([0-5]\d)-(?:([01]\d|2[0-3]):([0-5]\d)|24:00)$/

/** `09:00-12:30` as minutes; an end that is not after its start, as in `22:00-02:00`, is on the next day. Null if it is neither. */
export function parseSpan(text: string): Span | null {
  const match = SPAN.exec(text)
  if (!match) return null
  const from = Number(match[1]) * 60 + Number(match[2])
  const to = match[3] === undefined ? 1_440 : Number(match[3]) * 60 + Number(match[4])
  if (from === to) return null
  return { from, to: to > from ? to : to + 1_440 }
}

/** True when the inbox is answered at `at` (epoch ms). */
export function isOpen(hours: Hours, at: number): boolean {
  if (hours === 'always') return true
  const today = localDay(at, hours.timezone)
  return [today - DAY, today]
    .flatMap((day) => openingsOf(hours, day))
    .some(({ opens, closes }) => opens <= at && at < closes)
}

/** When it opens next (epoch ms), or null while it is open and when it never opens. */
export function nextOpening(hours: Hours, at: number): number | null {
  if (hours === 'always' || isOpen(hours, at)) return null
  const today = localDay(at, hours.timezone)
  // Each holiday can cost one week of a once-a-week span, a change of the clock one more.
  const days = (hours.holidays.length + 3) * 7
  for (let ahead = 0; ahead <= days; ahead++) {
    const next = openingsOf(hours, today + ahead * DAY)
      .map(({ opens }) => opens)
      .filter((opens) => opens > at)
    if (next.length > 0) return Math.min(...next)
  }
  return null
}

/** Further ahead (days) nobody counts opening hours. */
const FARTHEST = 732

/**
 * When it will have been open for `ms` since `from` (epoch ms): the times at which it is closed do not count.
 * Null where it is not open for as long in two years.
 */
export function afterOpenTime(hours: Hours, from: number, ms: number): number | null {
  if (hours === 'always') return from + ms
  const today = localDay(from, hours.timezone)
  let [at, left] = [from, ms]
  for (let ahead = -1; ahead <= FARTHEST; ahead++) {
    for (const { opens, closes } of inOrder(openingsOf(hours, today + ahead * DAY))) {
      // Where an hour comes twice, two openings overlap.
      const starts = Math.max(opens, at)
      if (closes <= starts) continue
      if (starts + left <= closes) return starts + left
      left -= closes - starts
      at = closes
    }
  }
  return null
}

function inOrder(openings: readonly Opening[]): Opening[] {
  return openings.toSorted((a, b) => a.opens - b.opens)
}

/** A line for people: “Mon–Fri 09:00–18:00, Europe/Berlin”. */
export function describeHours(hours: Hours): string {
  if (hours === 'always') return 'Always open'
  const parts = runsOfDays(hours).map(({ days, spans }) => `${days} ${spans}`)
  return parts.length === 0 ? 'Never open' : [...parts, hours.timezone].join(', ')
}

function runsOfDays({ weekly }: Schedule): { days: string; spans: string }[] {
  const runs: { first: Weekday; last: Weekday; spans: string }[] = []
  for (const day of WEEKDAYS) {
    const spans = weekly[day].map(describeSpan).join(' and ')
    const run = runs.at(-1)
    if (run?.spans === spans) run.last = day
    else runs.push({ first: day, last: day, spans })
  }
  return runs
    .filter(({ spans }) => spans !== '')
    .map(({ first, last, spans }) => ({ days: describeDays(first, last), spans }))
}

function describeDays(first: Weekday, last: Weekday): string {
  if (first === 'mon' && last === 'sun') return 'Every day'
  return first === last ? capital(first) : `${capital(first)}–${capital(last)}`
}

function describeSpan({ from, to }: Span): string {
  return `${clock(from)}–${to > 1_440 ? clock(to - 1_440) : clock(to)}`
}

function clock(minutes: number): string {
  const two = (number: number) => String(number).padStart(2, '0')
  return `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`
}

function capital(day: Weekday): string {
  return day.charAt(0).toUpperCase() + day.slice(1)
}

function openingsOf(hours: Schedule, day: number): Opening[] {
  if (hours.holidays.includes(new Date(day).toISOString().slice(0, 10))) return []
  const weekday = WEEKDAYS[(new Date(day).getUTCDay() + 6) % 7] ?? 'mon'
  return hours.weekly[weekday]
    .map(({ from, to }) => ({
      opens: momentsOf(day + from * MINUTE, hours.timezone).first,
      closes: momentsOf(day + to * MINUTE, hours.timezone).last,
    }))
    .filter(({ opens, closes }) => opens < closes)
}
