import { expect, it } from 'vitest'
import { timeFromNow } from '../../src/commands/time.ts'

// A Friday, 10:00 in Berlin.
const friday = Date.UTC(2026, 10, 20, 9)

it.each([
  ['30m', friday + 30 * 60_000],
  ['3h', friday + 3 * 3_600_000],
  ['3 hours', friday + 3 * 3_600_000],
  ['2d', friday + 2 * 86_400_000],
  ['1w', friday + 7 * 86_400_000],
  ['tomorrow', Date.UTC(2026, 10, 21, 8)],
  ['Monday', Date.UTC(2026, 10, 23, 8)],
  ['mon', Date.UTC(2026, 10, 23, 8)],
  ['friday', Date.UTC(2026, 10, 27, 8)],
  ['0h', friday],
])('%j is a time', (words, at) => {
  expect(timeFromNow(words, friday, 'Europe/Berlin')).toBe(at)
})

it.each(['', 'soon', '3', 'h', 'm', '-3h', '3y', 'mo', '99999h'])('%j is none', (words) => {
  expect(timeFromNow(words, friday, 'Europe/Berlin')).toBeNull()
})

it('means nine in the morning on the day when the clocks change', () => {
  const saturday = Date.UTC(2026, 2, 28, 12)
  expect(timeFromNow('tomorrow', saturday, 'Europe/Berlin')).toBe(Date.UTC(2026, 2, 29, 7))
  const autumn = Date.UTC(2026, 9, 24, 12)
  expect(timeFromNow('tomorrow', autumn, 'Europe/Berlin')).toBe(Date.UTC(2026, 9, 25, 8))
})
