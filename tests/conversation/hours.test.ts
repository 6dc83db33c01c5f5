import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  afterOpenTime,
  describeHours,
  isOpen,
  nextOpening,
  parseSpan,
  WEEKDAYS,
} from '../../src/conversation/hours.ts'
import type { Hours, Weekday } from '../../src/conversation/hours.ts'

type Week = Partial<Record<Weekday, readonly string[]>>

function hours(timezone: string, week: Week, holidays: readonly string[] = []): Hours {
  const spans = (day: Weekday) =>
    (week[day] ?? []).map((text) => {
      const span = parseSpan(text)
      if (!span) throw new Error(`no span: ${text}`)
      return span
    })
  const [mon, tue, wed, thu, fri, sat, sun] = WEEKDAYS.map(spans)
  if (!mon || !tue || !wed || !thu || !fri || !sat || !sun) throw new Error('a week has seven days')
  return { timezone, weekly: { mon, tue, wed, thu, fri, sat, sun }, holidays }
}

function everyDay(...spans: string[]): Week {
  return Object.fromEntries(WEEKDAYS.map((day) => [day, spans]))
}

const office: Week = Object.fromEntries(
  WEEKDAYS.slice(0, 5).map((day) => [day, ['09:00-12:30', '13:30-18:00']]),
)
const berlin = hours('Europe/Berlin', office, ['2026-12-25', '2027-01-01'])
const newYork = hours('America/New_York', office)
const kathmandu = hours('Asia/Kathmandu', everyDay('10:00-17:00'))
const lordHowe = hours('Australia/Lord_Howe', everyDay('02:00-02:30'))
const night = hours('Europe/Berlin', everyDay('22:00-02:00'))
const fridayNight = hours('Europe/Berlin', { fri: ['22:00-02:00'] }, ['2027-01-01'])
const newYearNight = hours('Europe/Berlin', { thu: ['22:00-02:00'] }, ['2027-01-01'])
const earlySunday = hours('Europe/Berlin', { sun: ['02:15-02:45'] })
const skippedHour = hours('Europe/Berlin', { sun: ['02:00-03:00'] })
const acrossTheSkip = hours('Europe/Berlin', { sun: ['01:00-02:30'] })
const intoTheSkip = hours('Europe/Berlin', { sun: ['02:30-04:00'] })
const roundTheClock = hours('Europe/Berlin', everyDay('00:00-24:00'), ['2026-12-25'])
const never = hours('Europe/Berlin', {})
const alwaysHoliday = hours('Europe/Berlin', { fri: ['09:00-17:00'] }, [
  '2026-12-25',
  '2027-01-01',
  '2027-01-08',
])
const samoa = hours('Pacific/Apia', everyDay('09:00-17:00'))

/** `next` is what a closed inbox says of its next opening; null: it says none. */
type Case = readonly [what: string, hours: Hours, at: string, open: boolean, next: string | null]

const cases: readonly Case[] = [
  ['always, in the middle of the night', 'always', '2026-11-22T03:00:00Z', true, null],
  ['never', never, '2026-11-23T12:00:00Z', false, null],

  ['an office on Monday at 09:00 sharp', berlin, '2026-11-23T09:00:00+01:00', true, null],
  [
    'a moment before it opens',
    berlin,
    '2026-11-23T08:59:59.999+01:00',
    false,
    '2026-11-23T09:00:00+01:00',
  ],
  ['at the last moment before lunch', berlin, '2026-11-23T12:29:59.999+01:00', true, null],
  ['at lunch', berlin, '2026-11-23T12:30:00+01:00', false, '2026-11-23T13:30:00+01:00'],
  ['after lunch', berlin, '2026-11-23T13:30:00+01:00', true, null],
  ['a minute before it closes', berlin, '2026-11-23T17:59:00+01:00', true, null],
  ['at closing time', berlin, '2026-11-23T18:00:00+01:00', false, '2026-11-24T09:00:00+01:00'],
  ['on Friday evening', berlin, '2026-11-27T19:00:00+01:00', false, '2026-11-30T09:00:00+01:00'],
  ['on Saturday', berlin, '2026-11-28T12:00:00+01:00', false, '2026-11-30T09:00:00+01:00'],
  [
    'on Sunday, a minute before midnight',
    berlin,
    '2026-11-29T23:59:00+01:00',
    false,
    '2026-11-30T09:00:00+01:00',
  ],

  ['in New York, where it is still morning', newYork, '2026-11-23T14:00:00Z', true, null],
  [
    'in New York, before the day has come',
    newYork,
    '2026-11-23T13:59:00Z',
    false,
    '2026-11-23T14:00:00Z',
  ],
  [
    'in New York on Sunday night, already Monday in UTC',
    newYork,
    '2026-11-23T04:00:00Z',
    false,
    '2026-11-23T14:00:00Z',
  ],
  [
    'in New York on Friday evening, already Saturday in UTC',
    newYork,
    '2026-11-28T00:00:00Z',
    false,
    '2026-11-30T14:00:00Z',
  ],
  ['in Kathmandu, 5:45 ahead', kathmandu, '2026-11-23T04:15:00Z', true, null],
  [
    'in Kathmandu, a minute early',
    kathmandu,
    '2026-11-23T04:14:00Z',
    false,
    '2026-11-23T04:15:00Z',
  ],

  ['on a holiday', berlin, '2026-12-25T10:00:00+01:00', false, '2026-12-28T09:00:00+01:00'],
  [
    'on the eve of a holiday, after closing',
    berlin,
    '2026-12-24T18:00:00+01:00',
    false,
    '2026-12-28T09:00:00+01:00',
  ],
  ['on the day before a holiday', berlin, '2026-12-24T10:00:00+01:00', true, null],
  [
    'when the holiday is over in its zone, not yet in UTC',
    roundTheClock,
    '2026-12-26T00:30:00+01:00',
    true,
    null,
  ],
  [
    'when the holiday has begun in its zone, not yet in UTC',
    roundTheClock,
    '2026-12-25T00:30:00+01:00',
    false,
    '2026-12-26T00:00:00+01:00',
  ],
  [
    'when the next two of its Fridays are holidays',
    alwaysHoliday,
    '2026-12-25T10:00:00+01:00',
    false,
    '2027-01-15T09:00:00+01:00',
  ],

  ['a night shift before midnight', night, '2026-11-23T23:00:00+01:00', true, null],
  ['a night shift at midnight', night, '2026-11-24T00:00:00+01:00', true, null],
  ['a night shift in its last minute', night, '2026-11-24T01:59:00+01:00', true, null],
  [
    'a night shift that has ended',
    night,
    '2026-11-24T02:00:00+01:00',
    false,
    '2026-11-24T22:00:00+01:00',
  ],
  [
    'Friday’s night shift on Saturday morning',
    fridayNight,
    '2026-11-28T01:00:00+01:00',
    true,
    null,
  ],
  [
    'Friday’s night shift on Friday morning',
    fridayNight,
    '2026-11-27T01:00:00+01:00',
    false,
    '2026-11-27T22:00:00+01:00',
  ],
  [
    'a night shift that would begin on a holiday',
    fridayNight,
    '2027-01-02T01:00:00+01:00',
    false,
    '2027-01-08T22:00:00+01:00',
  ],
  [
    'a night shift that runs on into a holiday',
    newYearNight,
    '2027-01-01T01:00:00+01:00',
    true,
    null,
  ],

  ['the Friday before the clock goes forward', berlin, '2027-03-26T09:00:00+01:00', true, null],
  [
    'the weekend on which it goes forward',
    berlin,
    '2027-03-27T12:00:00+01:00',
    false,
    '2027-03-29T09:00:00+02:00',
  ],
  ['the Monday after, at what used to be nine', berlin, '2027-03-29T08:00:00Z', true, null],
  [
    'the Monday after, an hour earlier',
    berlin,
    '2027-03-29T06:59:00Z',
    false,
    '2027-03-29T07:00:00Z',
  ],
  ['a night shift that loses an hour', night, '2027-03-28T00:59:00Z', true, null],
  [
    'the end of a night shift that loses an hour',
    night,
    '2027-03-28T01:00:00Z',
    false,
    '2027-03-28T20:00:00Z',
  ],
  [
    'an hour that is skipped altogether',
    skippedHour,
    '2027-03-28T01:00:00Z',
    false,
    '2027-04-04T00:00:00Z',
  ],
  [
    'a span that ends in the skipped hour, before it',
    acrossTheSkip,
    '2027-03-28T00:59:59Z',
    true,
    null,
  ],
  [
    'a span that ends in the skipped hour, after it',
    acrossTheSkip,
    '2027-03-28T01:00:00Z',
    false,
    '2027-04-03T23:00:00Z',
  ],
  ['a span that begins in the skipped hour', intoTheSkip, '2027-03-28T01:00:00Z', true, null],
  [
    'just before a span that begins in the skipped hour',
    intoTheSkip,
    '2027-03-28T00:59:59.999Z',
    false,
    '2027-03-28T01:00:00Z',
  ],

  [
    'the weekend on which it goes back',
    berlin,
    '2026-10-24T12:00:00+02:00',
    false,
    '2026-10-26T09:00:00+01:00',
  ],
  [
    'the Monday after, at what used to be nine',
    berlin,
    '2026-10-26T07:00:00Z',
    false,
    '2026-10-26T08:00:00Z',
  ],
  ['the first of two times 02:15', earlySunday, '2026-10-25T02:15:00+02:00', true, null],
  [
    'before the first of two times 02:15',
    earlySunday,
    '2026-10-25T02:14:00+02:00',
    false,
    '2026-10-25T02:15:00+02:00',
  ],
  ['between the two', earlySunday, '2026-10-25T02:50:00+02:00', true, null],
  ['the second of two times 02:44', earlySunday, '2026-10-25T02:44:00+01:00', true, null],
  [
    'the second of two times 02:45',
    earlySunday,
    '2026-10-25T02:45:00+01:00',
    false,
    '2026-11-01T02:15:00+01:00',
  ],
  ['a night shift with an hour that comes twice', night, '2026-10-24T23:59:00Z', true, null],
  [
    'the end of that night shift, the last time it is two',
    night,
    '2026-10-25T01:00:00Z',
    false,
    '2026-10-25T21:00:00Z',
  ],
  [
    'in New York, where the clock goes back a week later',
    newYork,
    '2026-10-30T13:00:00Z',
    true,
    null,
  ],
  [
    'in New York on the Monday after that',
    newYork,
    '2026-11-02T13:59:00Z',
    false,
    '2026-11-02T14:00:00Z',
  ],
  [
    'on Lord Howe, where it goes forward by half an hour',
    lordHowe,
    '2026-10-03T15:30:00Z',
    false,
    '2026-10-04T15:00:00Z',
  ],
  [
    'in Samoa on the eve of the day that it left out',
    samoa,
    '2011-12-30T04:00:00Z',
    false,
    '2011-12-30T19:00:00Z',
  ],
]

describe('hours', () => {
  test.each(cases)('%s', (_, given, at, open, next) => {
    expect(isOpen(given, Date.parse(at))).toBe(open)
    expect(nextOpening(given, Date.parse(at))).toBe(next === null ? null : Date.parse(next))
  })

  test('it is closed until the moment it says it opens, and open then', () => {
    const zones = fc.constantFrom(
      'Europe/Berlin',
      'America/New_York',
      'Australia/Lord_Howe',
      'Asia/Kathmandu',
    )
    const minute = fc.integer({ min: 0, max: 1_439 })
    const span = fc
      .record({ from: minute, length: fc.integer({ min: 1, max: 1_440 }) })
      .map(({ from, length }) => ({ from, to: from + length }))
    const day = fc.array(span, { maxLength: 2 })
    const weekly = fc.record({
      mon: day,
      tue: day,
      wed: day,
      thu: day,
      fri: day,
      sat: day,
      sun: day,
    })
    const moment = fc.integer({ min: Date.parse('2026-01-01'), max: Date.parse('2028-01-01') })
    const property = fc.property(
      zones,
      weekly,
      moment,
      fc.double({ min: 0, max: 1, noNaN: true }),
      (timezone, week, at, between) => {
        const given: Hours = { timezone, weekly: week, holidays: [] }
        const next = nextOpening(given, at)
        const closedWeek = WEEKDAYS.every((name) => week[name].length === 0)
        const meanwhile = at + Math.floor(((next ?? at) - 1 - at) * between)
        const moments = next === null ? [at] : [at, meanwhile, next - 1, next]
        const follows = next === null ? [!closedWeek] : [false, false, false, true]
        expect(moments.map((when) => isOpen(given, when))).toEqual(follows)
      },
    )
    fc.assert(property, { numRuns: 150 })
  })

  test('it is never closed while the clock there shows an open time', () => {
    const given = hours('Europe/Berlin', everyDay('01:30-02:30', '23:15-00:45'))
    const clock = new Intl.DateTimeFormat('en-GB', {
      timeZone: 'Europe/Berlin',
      hour: '2-digit',
      minute: '2-digit',
    })
    const evenings = ['2026-10-24T20:00:00Z', '2027-03-27T20:00:00Z', '2026-11-22T20:00:00Z']
    const minutes = evenings.flatMap((evening) =>
      Array.from({ length: 600 }, (_, minute) => Date.parse(evening) + minute * 60_000),
    )
    const closed = minutes.filter((at) => {
      const shown = clock.format(at)
      const says = (shown >= '01:30' && shown < '02:30') || shown >= '23:15' || shown < '00:45'
      return says && !isOpen(given, at)
    })
    expect(closed).toEqual([])
  })
})

describe('time in which it is open', () => {
  const M = 60_000
  const H = 60 * M
  const clockBack = hours('Europe/Berlin', { sun: ['01:00-04:00'] })
  const touching = hours('Europe/Berlin', { sun: ['01:00-02:30', '02:30-04:00'] })
  const onceAWeek = hours('UTC', { mon: ['09:00-09:01'] })
  test.each<[what: string, hours: Hours, from: string, ms: number, at: string | null]>([
    ['always', 'always', '2026-11-22T03:00:00Z', M, '2026-11-22T03:01:00Z'],
    ['never', never, '2026-11-23T12:00:00Z', M, null],
    ['while open', berlin, '2026-11-23T10:00:00+01:00', M, '2026-11-23T10:01:00+01:00'],
    ['no time while open', berlin, '2026-11-23T10:00:00+01:00', 0, '2026-11-23T10:00:00+01:00'],
    ['no time while closed', berlin, '2026-11-23T07:00:00+01:00', 0, '2026-11-23T09:00:00+01:00'],
    ['before opening', berlin, '2026-11-23T03:00:00+01:00', M, '2026-11-23T09:01:00+01:00'],
    ['over lunch', berlin, '2026-11-23T12:29:30+01:00', M, '2026-11-23T13:30:30+01:00'],
    ['to lunch exactly', berlin, '2026-11-23T12:29:00+01:00', M, '2026-11-23T12:30:00+01:00'],
    ['over night', berlin, '2026-11-23T17:30:00+01:00', H, '2026-11-24T09:30:00+01:00'],
    ['over the weekend', berlin, '2026-11-27T17:30:00+01:00', H, '2026-11-30T09:30:00+01:00'],
    ['over a holiday', berlin, '2026-12-24T17:59:00+01:00', 2 * M, '2026-12-28T09:01:00+01:00'],
    ['on a holiday', berlin, '2026-12-25T10:00:00+01:00', M, '2026-12-28T09:01:00+01:00'],
    [
      'a day of eight hours',
      berlin,
      '2026-11-23T09:00:00+01:00',
      8 * H,
      '2026-11-23T18:00:00+01:00',
    ],
    ['more than a day', berlin, '2026-11-23T09:00:00+01:00', 9 * H, '2026-11-24T10:00:00+01:00'],
    ['in another zone', newYork, '2026-11-23T04:00:00Z', M, '2026-11-23T14:01:00Z'],
    ['last night’s shift', night, '2026-11-24T01:59:00+01:00', 2 * M, '2026-11-24T22:01:00+01:00'],
    ['over midnight', night, '2026-11-23T23:59:00+01:00', 2 * M, '2026-11-24T00:01:00+01:00'],
    [
      'a night that loses an hour',
      night,
      '2027-03-28T01:30:00+01:00',
      H,
      '2027-03-28T22:30:00+02:00',
    ],
    [
      'over the weekend of a change',
      berlin,
      '2027-03-26T17:30:00+01:00',
      H,
      '2027-03-29T09:30:00+02:00',
    ],
    [
      'the hour that comes twice counts twice',
      clockBack,
      '2026-10-25T01:00:00+02:00',
      3.5 * H,
      '2026-10-25T03:30:00+01:00',
    ],
    [
      'and once where two spans meet in it',
      touching,
      '2026-10-25T01:00:00+02:00',
      3.5 * H,
      '2026-10-25T03:30:00+01:00',
    ],
    ['a skipped day', samoa, '2011-12-29T17:00:00-10:00', M, '2011-12-31T09:01:00+14:00'],
    ['hours in weeks', onceAWeek, '2026-11-23T09:00:30Z', M, '2026-11-30T09:00:30Z'],
    ['more than two years have', onceAWeek, '2026-11-23T09:00:00Z', 3 * H, null],
  ])('%s', (_, given, from, ms, at) => {
    const found = afterOpenTime(given, Date.parse(from), ms)
    expect(found && new Date(found).toISOString()).toBe(at && new Date(at).toISOString())
  })

  test('goes on: the longer it takes, the later it is, and it is open just before', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(berlin, newYork, kathmandu, lordHowe, night, earlySunday, acrossTheSkip),
        fc.integer({ min: Date.UTC(2026, 0), max: Date.UTC(2028, 0) }),
        fc.integer({ min: 1, max: 20 * H }),
        (its, from, ms) => {
          const at = afterOpenTime(its, from, ms) ?? Number.NaN
          expect(at).toBeGreaterThanOrEqual(from + ms)
          expect(isOpen(its, at - 1)).toBe(true)
          expect(afterOpenTime(its, from, ms + 1)).toBeGreaterThan(at)
        },
      ),
      { numRuns: 200 },
    )
  })
})

describe('a span', () => {
  test.each([
    ['09:00-12:30', { from: 540, to: 750 }],
    ['00:00-24:00', { from: 0, to: 1_440 }],
    ['22:00-02:00', { from: 1_320, to: 1_560 }],
    ['18:00-00:00', { from: 1_080, to: 1_440 }],
  ])('%s is read', (text, span) => {
    expect(parseSpan(text)).toEqual(span)
  })

  test.each([
    '9-5',
    '9:00-17:00',
    '09:00-25:00',
    '24:00-08:00',
    '09:60-10:00',
    '09:00 - 12:30',
    '09:00-09:00',
    '09:00-24:30',
    '',
  ])('“%s” is none', (text) => {
    expect(parseSpan(text)).toBeNull()
  })
})

describe('hours in a line', () => {
  const lines: readonly (readonly [given: Hours, line: string])[] = [
    ['always', 'Always open'],
    [never, 'Never open'],
    [
      hours('Europe/Berlin', { ...office, fri: ['09:00-12:30', '13:30-18:00'] }),
      'Mon–Fri 09:00–12:30 and 13:30–18:00, Europe/Berlin',
    ],
    [
      hours(
        'Europe/Berlin',
        Object.fromEntries(WEEKDAYS.slice(0, 5).map((day) => [day, ['09:00-18:00']])),
      ),
      'Mon–Fri 09:00–18:00, Europe/Berlin',
    ],
    [hours('UTC', everyDay('08:00-20:00')), 'Every day 08:00–20:00, UTC'],
    [
      hours('UTC', { mon: ['09:00-17:00'], wed: ['09:00-17:00'], sat: ['10:00-14:00'] }),
      'Mon 09:00–17:00, Wed 09:00–17:00, Sat 10:00–14:00, UTC',
    ],
    [night, 'Every day 22:00–02:00, Europe/Berlin'],
    [roundTheClock, 'Every day 00:00–24:00, Europe/Berlin'],
  ]

  test.each(lines.map(([given, line]) => [line, given] as const))('%s', (line, given) => {
    expect(describeHours(given)).toBe(line)
  })
})
