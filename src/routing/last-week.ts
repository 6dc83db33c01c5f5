import { localDay, momentsOf } from '../conversation/local-time.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR

/** A week that is over, from Monday’s midnight to the next. */
export interface Week {
  /** The date of its Monday, as `2026-11-16`. */
  readonly name: string
  /** Epoch ms. */
  readonly from: number
  readonly to: number
}

/** The week before `now`, from this week’s Monday at 9 o’clock on; before that hour null. */
export function lastWeek(now: number, timezone: string): Week | null {
  const today = localDay(now, timezone)
  const monday = today - ((new Date(today).getUTCDay() + 6) % 7) * DAY
  if (now < momentsOf(monday + 9 * HOUR, timezone).first) return null
  return {
    name: new Date(monday - 7 * DAY).toISOString().slice(0, 10),
    from: momentsOf(monday - 7 * DAY, timezone).first,
    to: momentsOf(monday, timezone).first,
  }
}
