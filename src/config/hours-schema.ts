import { z } from 'zod'
import { parseSpan } from '../conversation/hours.ts'
import type { Hours, Span } from '../conversation/hours.ts'
import { keys, list, wants } from './kinds.ts'
import { isDate, isTimezone } from './values.ts'

const SPAN = 'hours such as 09:00-12:30; 22:00-02:00 ends on the next day, 00:00-24:00 is all day'

const span = z.string({ error: wants(SPAN) }).transform((text, context): Span => {
  const parsed = parseSpan(text)
  if (parsed) return parsed
  context.issues.push({ code: 'custom', input: text, message: wants(SPAN)({ input: text }) })
  return z.NEVER
})

const day = list(span)
  .refine((spans) => !overlap(spans), { error: 'wants spans that do not overlap' })
  .default([])

const weekly = keys({
  mon: day.meta({ description: 'Monday' }),
  tue: day.meta({ description: 'Tuesday' }),
  wed: day.meta({ description: 'Wednesday' }),
  thu: day.meta({ description: 'Thursday' }),
  fri: day.meta({ description: 'Friday' }),
  sat: day.meta({ description: 'Saturday' }),
  sun: day.meta({ description: 'Sunday' }),
})

export const schedule = keys({
  timezone: z
    .string({ error: wants('a time zone, such as Europe/Berlin') })
    .refine(isTimezone, { error: wants('a time zone, such as Europe/Berlin') })
    .meta({ description: 'IANA name of the time zone, such as Europe/Berlin.' }),
  weekly: weekly.meta({
    description:
      'For each day a list of spans such as 09:00-12:30. A day that is missing is closed.',
  }),
  holidays: list(
    z
      .string({ error: wants('a date, such as 2026-12-25') })
      .refine(isDate, { error: wants('a date, such as 2026-12-25') }),
  )
    .default([])
    .meta({ description: 'Dates, such as 2026-12-25, on which it stays closed.' }),
})

export const hours = z
  .union([z.literal('always'), schedule], {
    error: wants('always, or a group of keys: timezone, weekly, holidays'),
  })
  .transform((given): Hours => given)

function overlap(spans: readonly Span[]): boolean {
  const sorted = spans.toSorted((a, b) => a.from - b.from)
  return sorted.some(({ from }, index) => from < (sorted[index - 1]?.to ?? 0))
}
