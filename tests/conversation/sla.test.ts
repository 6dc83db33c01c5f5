import { describe, expect, it } from 'vitest'
import type { Action } from '../../src/conversation/actions.ts'
import type { MessageId } from '../../src/conversation/ids.ts'
import { dueOf, dueWords, overdueIn, overdueWords } from '../../src/conversation/sla.ts'
import type { SlaPolicy } from '../../src/conversation/sla.ts'
import { ben, given, machine, MINUTE, nina, NINE, says, the, writes } from '../support/given.ts'
import type { Step } from '../support/given.ts'

const FAST: SlaPolicy = { name: 'Fast', first_response: MINUTE, next_response: 10 * MINUTE }
const FIRST: SlaPolicy = { ...FAST, next_response: null }
const NEXT: SlaPolicy = { ...FAST, first_response: null }

/** The visitor’s words, to an inbox with that policy. */
function asks(words: string, sla: string | null = 'Fast'): Action {
  const action = writes(words)
  if (action.type !== 'write' || sla === null) return action
  return { ...action, seed: { ...action.seed, sla } }
}

const wrote: Step = [nina, asks('hello'), NINE]
const claimed: Step = [ben, { type: 'claim' }, NINE]
const said: Step = [ben, says('hi'), NINE + 5_000]
const again: Step = [nina, asks('and?'), NINE + 3 * MINUTE]
const closing: Action = {
  type: 'close',
  outcome: 'answered',
  note: '',
  message: 'closing' as MessageId,
}
const sleeps: Step = [ben, { type: 'snooze', until: NINE + 90 * MINUTE }]
const overdue: Step = [
  machine,
  {
    type: 'callOverdue',
    due: { which: 'first', policy: 'Fast', at: NINE + MINUTE },
    told: [ben.id],
  },
  NINE + MINUTE,
]

const first = { at: NINE + MINUTE, which: 'first', policy: 'Fast' }
const next = { at: NINE + 13 * MINUTE, which: 'next', policy: 'Fast' }

describe('a reply is due', () => {
  it.each<[string, readonly Step[], readonly SlaPolicy[], object | null]>([
    ['a minute after the first words', [wrote], [FAST], first],
    ['by the policy of its name', [wrote], [{ ...FAST, name: 'Slow' }, FAST], first],
    ['not where it names none', [[nina, asks('hello', null)]], [FAST], null],
    ['not by a policy that is gone', [wrote], [], null],
    ['not where none is promised at first', [wrote], [NEXT], null],
    ['still, once somebody has it', [wrote, claimed], [FAST], first],
    ['of the first words, however many follow', [wrote, again], [FAST], first],
    ['not after an answer', [wrote, claimed, said], [FAST], null],
    ['not after a note', [wrote, claimed, [ben, says('//hm', 'note')]], [FAST], first],
    ['ten minutes after the next words', [wrote, claimed, said, again], [FAST], next],
    ['not after them where none is promised', [wrote, claimed, said, again], [FIRST], null],
    ['after them where only that is promised', [wrote, claimed, said, again], [NEXT], next],
    [
      'again, as it was, when the answer is withdrawn',
      [wrote, claimed, said, [ben, { type: 'withdraw', target: the('hi') }, NINE + 6_000]],
      [FAST],
      first,
    ],
    ['not while it sleeps', [wrote, claimed, sleeps], [FAST], null],
    [
      'since the first words, when it wakes',
      [wrote, claimed, sleeps, [machine, { type: 'wake' }]],
      [FAST],
      first,
    ],
    ['not once it is closed', [wrote, claimed, [ben, closing]], [FAST], null],
    [
      'a minute after words that reopen what nobody answered',
      [wrote, claimed, [ben, closing], again],
      [FAST],
      { ...first, at: NINE + 4 * MINUTE },
    ],
    ['and is so when it is late', [wrote, overdue], [FAST], first],
  ])('%s', (_, steps, policies, due) => {
    expect(dueOf(given(...steps).conversation, policies, 'always')).toEqual(due)
  })

  it('in the hours of the inbox', () => {
    const day = [{ from: 600, to: 660 }]
    const weekly = { mon: [], tue: [], wed: [], thu: [], fri: day, sat: day, sun: [] }
    const { conversation } = given(wrote)
    const hours = { timezone: 'UTC', weekly, holidays: [] }
    expect(dueOf(conversation, [FAST], hours)?.at).toBe(NINE + 61 * MINUTE)
    const holiday = { ...hours, holidays: ['2026-11-20'] }
    expect(dueOf(conversation, [FAST], holiday)?.at).toBe(NINE + (25 * 60 + 1) * MINUTE)
    const never = { ...hours, weekly: { ...weekly, fri: [], sat: [] } }
    expect(dueOf(conversation, [FAST], never)).toBeNull()
  })
})

describe('a reply that has not come', () => {
  const call = overdue[1]

  it('is told of once in each wait', () => {
    const late = given(wrote).when(machine, call, NINE + MINUTE)
    expect(late.events).toEqual([
      {
        type: 'overdue',
        which: 'first',
        policy: 'Fast',
        since: NINE,
        due: NINE + MINUTE,
        told: ['ben'],
      },
    ])
    late.when(machine, call).isRefused(/knows that it is overdue/)
    given(wrote, overdue, claimed, said, again).when(machine, call).follows('overdue')
    given(wrote, claimed, said)
      .when(machine, call)
      .isRefused(/Nobody waits/)
    given(wrote, claimed, sleeps)
      .when(machine, call)
      .isRefused(/Nobody waits/)
  })

  it('is for machines to say', () => {
    given(wrote)
      .when(ben, call)
      .isRefused(/not for the team/)
    given(wrote).when(nina, call).isRefused(/./)
  })

  it('is late until an answer comes, whoever has it, and again when that is withdrawn', () => {
    const isLate = (...steps: readonly Step[]) => overdueIn(given(wrote, ...steps).conversation)
    expect(isLate()).toBeNull()
    expect(isLate(overdue, claimed)).toMatchObject({ which: 'first', since: NINE })
    const answer: Step = [ben, says('hi'), NINE + 5 * MINUTE]
    expect(isLate(overdue, claimed, answer)).toBeNull()
    const back: Step = [ben, { type: 'withdraw', target: the('hi') }, NINE + 5 * MINUTE + 1_000]
    expect(isLate(overdue, claimed, answer, back)).toMatchObject({ since: NINE })
    expect(isLate(overdue, claimed, answer, again)).toBeNull()
    expect(isLate(overdue, claimed, sleeps)).toBeNull()
    expect(isLate(overdue, claimed, [ben, closing])).toBeNull()
  })
})

describe('in words', () => {
  it('a card says by when, and since when it is late', () => {
    const due = { at: NINE + MINUTE, which: 'first', policy: 'Fast' } as const
    expect(dueWords(given(wrote).conversation, due)).toEqual({
      before: 'Reply due',
      at: NINE + MINUTE,
      after: '(Fast)',
    })
    expect(dueWords(given(wrote, overdue).conversation, null)).toEqual({
      before: 'Overdue since',
      at: NINE + MINUTE,
      after: '(Fast)',
    })
    expect(dueWords(given(wrote).conversation, null)).toBeNull()
  })

  it.each([
    [30_000, 'first', 'Nina has waited 30 seconds: by “Fast” the first reply was due.'],
    [0, 'first', 'Nina has waited one second: by “Fast” the first reply was due.'],
    [MINUTE, 'first', 'Nina has waited one minute: by “Fast” the first reply was due.'],
    [150 * MINUTE, 'next', 'Nina has waited two hours: by “Fast” the next reply was due.'],
  ] as const)('the thread says after %d ms how long it is', (ms, which, line) => {
    const late = { which, policy: 'Fast', since: NINE, due: NINE }
    expect(overdueWords(late, NINE + ms, given(wrote).conversation)).toBe(line)
  })
})
