const SECOND = 1_000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

/** How long a visitor has waited, short: “0:42”, “12:05”, “3 h 20”, “2 d”. Milliseconds in. */
export function waitWords(ms: number): string {
  const waited = Math.max(0, ms)
  if (waited < HOUR)
    return `${Math.floor(waited / MINUTE)}:${two(Math.floor(waited / SECOND) % 60)}`
  if (waited < DAY) return `${Math.floor(waited / HOUR)} h ${two(Math.floor(waited / MINUTE) % 60)}`
  return `${Math.floor(waited / DAY)} d`
}

export type Warmth = 'calm' | 'warm' | 'hot'

/** A visitor should hear from someone within a minute: warm from half of it, hot when it has passed. */
export function warmthOf(ms: number): Warmth {
  if (ms >= MINUTE) return 'hot'
  return ms >= MINUTE / 2 ? 'warm' : 'calm'
}

const clock = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit' })
const weekday = new Intl.DateTimeFormat(undefined, {
  weekday: 'long',
  day: 'numeric',
  month: 'long',
})
const withYear = new Intl.DateTimeFormat(undefined, { dateStyle: 'long' })
const exact = new Intl.DateTimeFormat(undefined, { dateStyle: 'full', timeStyle: 'medium' })
const short = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short' })

/** “12:04” */
export function timeOf(at: number): string {
  return clock.format(at)
}

/** Day, date and time in full, for who looks closer. */
export function exactTime(at: number): string {
  return exact.format(at)
}

/** The day as a separator names it: “Today”, “Yesterday”, “Monday, 16 November”. */
export function dayOf(at: number, now: number): string {
  const days = daysBetween(at, now)
  if (days === 0) return 'Today'
  if (days === 1) return 'Yesterday'
  return days < 300 ? weekday.format(at) : withYear.format(at)
}

/** “12:04” today, “Yesterday 12:04”, “16 Nov 12:04” before that or after. */
export function momentOf(at: number, now: number): string {
  const days = daysBetween(at, now)
  if (days === 0) return timeOf(at)
  if (days === 1) return `Yesterday ${timeOf(at)}`
  if (days === -1) return `Tomorrow ${timeOf(at)}`
  return `${short.format(at)} ${timeOf(at)}`
}

/** For a list's corner: the time today, the day otherwise. */
export function cornerTime(at: number, now: number): string {
  const days = daysBetween(at, now)
  if (days === 0) return timeOf(at)
  return days === 1 ? 'Yesterday' : short.format(at)
}

/** True when both are on one local day. */
export function sameDay(a: number, b: number): boolean {
  return startOfDay(a) === startOfDay(b)
}

/** “482 B”, “12 KB”, “3.4 MB”. */
export function sizeWords(bytes: number): string {
  if (bytes < 1_000) return `${bytes} B`
  if (bytes < 1_000_000) return `${Math.round(bytes / 1_000)} KB`
  return `${(bytes / 1_000_000).toFixed(1).replace(/\.0$/, '')} MB`
}

function daysBetween(at: number, now: number): number {
  return Math.round((startOfDay(now) - startOfDay(at)) / DAY)
}

function startOfDay(at: number): number {
  return new Date(at).setHours(0, 0, 0, 0)
}

function two(value: number): string {
  return String(value).padStart(2, '0')
}
