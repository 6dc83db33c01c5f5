import pino from 'pino'
import { describe, expect, it, onTestFinished } from 'vitest'
import { openSqlite } from '../../src/adapters/sql/index.ts'
import type { Taxonomy } from '../../src/conversation/labels.ts'
import type { Receipt, TeamChat } from '../../src/ports.ts'
import { lastWeek } from '../../src/routing/last-week.ts'
import { createWeekly } from '../../src/routing/weekly.ts'
import type { Weekly } from '../../src/routing/weekly.ts'
import { label } from '../support/example-labels.ts'
import { given, labelledSo } from '../support/labelled.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR
/** A Monday. */
const MONDAY = Date.UTC(2026, 10, 16)
const IN_TIME = MONDAY + 9 * HOUR
const OK: Receipt = { ok: true, ref: 'x' }
const LATER: Receipt = { ok: false, kind: 'retry', reason: 'Slack is busy.' }

const TAXONOMY: Taxonomy = {
  labels: [
    label('intent', 'refund', { name: 'Refund', was: ['return'] }),
    label('intent', 'order', { name: 'Order status' }),
  ],
}

async function house(answers: (attempt: number) => Receipt = () => OK) {
  const clock = { at: MONDAY, now: () => clock.at }
  const database = await openSqlite({ file: ':memory:', clock })
  onTestFinished(() => database.close())
  const said: { id: string; text: string }[] = []
  const troubles: (string | null)[] = []
  let attempts = 0
  const chat = {
    async notice(_: unknown, notice: { id: string; text: string }) {
      const receipt = answers((attempts += 1))
      if (receipt.ok) said.push(notice)
      return receipt
    },
  }
  /** Greenroom as it is after a start: what it remembers stands in the database alone. */
  function start(has: Partial<TeamChat> = chat): Weekly {
    return createWeekly({
      labelling: database.labelling,
      feed: database.feed,
      // Of a chat it uses that and nothing else.
      teamChat: (name) => (name === 'slack' ? (has as TeamChat) : undefined),
      report: () => ({ chat: 'slack', channel: 'leads' }),
      taxonomy: () => TAXONOMY,
      zone: () => 'UTC',
      clock,
      log: pino({ level: 'silent' }),
      notSaid: (reason) => troubles.push(reason),
    })
  }
  const guesses = [['embedded', { intent: given('refund', 0.9) }]] as const
  const sorted = (told: readonly (readonly ['intent', string])[], tags: readonly string[] = []) =>
    labelledSo(database, { guesses, told, tags, at: MONDAY - DAY })
  return { clock, said, troubles, start, sorted, tries: () => attempts }
}

describe('the weekly line', () => {
  it('is said on Monday at nine, once, over restarts too', async () => {
    const on = await house()
    await on.sorted([['intent', 'order']])
    await on.sorted([['intent', 'return']])
    await on.sorted([], ['seen'])
    await on.sorted([])
    const weekly = on.start()
    await weekly.look()
    expect(on.said).toEqual([])
    on.clock.at = IN_TIME
    await weekly.look()
    await weekly.look()
    await on.start().look()
    on.clock.at += 5 * DAY
    await on.start().look()
    expect(on.said).toEqual([
      {
        id: 'labels of 2026-11-09',
        text: 'Last week 4 conversations were sorted; people corrected 1 of the 3 they looked at: 66 % stood. Most confused: Order status ↔ Refund. `npm run greenroom classify eval` says more.',
      },
    ])
  })

  it('is said once when it is looked at twice at once', async () => {
    const on = await house()
    await on.sorted([])
    on.clock.at = IN_TIME
    const weekly = on.start()
    await Promise.all([weekly.look(), weekly.look()])
    expect(on.said).toHaveLength(1)
    expect(on.said[0]?.text).toContain('people have looked at none of them yet')
  })

  it('is said later in the week where nothing ran on Monday', async () => {
    const on = await house()
    await on.sorted([])
    on.clock.at = IN_TIME + 2 * DAY
    await on.start().look()
    expect(on.said).toHaveLength(1)
  })

  it('is not said of a week in which nothing was sorted', async () => {
    const on = await house()
    on.clock.at = IN_TIME
    await on.start().look()
    expect(on.tries()).toBe(0)
  })

  it('is tried again where the chat was busy, and not for ever', async () => {
    const on = await house((attempt) => (attempt === 3 ? OK : LATER))
    await on.sorted([])
    on.clock.at = IN_TIME
    const weekly = on.start()
    await weekly.look()
    await weekly.look()
    expect(on.tries()).toBe(1)
    for (let hours = 0; hours < 4; hours += 1) {
      on.clock.at += HOUR
      await weekly.look()
    }
    expect([on.tries(), on.said.length]).toEqual([3, 1])

    const never = await house(() => LATER)
    await never.sorted([])
    const patient = never.start()
    for (let hours = 0; hours < 24 * 6; hours += 1) {
      never.clock.at = IN_TIME + hours * HOUR
      await patient.look()
    }
    expect(never.tries()).toBe(20)
    expect(never.troubles).toEqual([
      'The week’s line about labels could not be said in slack. Slack is busy.',
    ])
  })

  it('that a place will not take is told of, and not tried again', async () => {
    const on = await house()
    await on.sorted([])
    on.clock.at = IN_TIME
    const without = on.start({})
    await without.look()
    await without.look()
    expect(on.troubles).toHaveLength(1)
    expect(on.said).toEqual([])
  })
})

describe('the week before', () => {
  it('goes from Monday’s midnight to the next by the clock there', () => {
    const berlin = lastWeek(Date.UTC(2026, 9, 26, 8, 30), 'Europe/Berlin')
    // The clock went back in the night to the 25th: that week has an hour more.
    expect(berlin).toEqual({
      name: '2026-10-19',
      from: Date.UTC(2026, 9, 18, 22),
      to: Date.UTC(2026, 9, 25, 23),
    })
  })

  it('is not over before nine on Monday there', () => {
    expect(lastWeek(Date.UTC(2026, 10, 16, 7, 59), 'Europe/Berlin')).toBeNull()
    expect(lastWeek(Date.UTC(2026, 10, 16, 8), 'Europe/Berlin')?.name).toBe('2026-11-09')
    expect(lastWeek(Date.UTC(2026, 10, 22, 23), 'UTC')?.name).toBe('2026-11-09')
  })
})
