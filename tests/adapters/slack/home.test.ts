import { describe, expect, it } from 'vitest'
import { homeView, OFF_DUTY, ON_DUTY } from '../../../src/adapters/slack/home.ts'
import type { HomeSubject } from '../../../src/adapters/slack/home.ts'
import type { Conversation } from '../../../src/conversation/conversation.ts'
import { checkView } from '../../support/slack/blocks/view.ts'
import { MINUTE, NINE } from '../../support/given.ts'
import { STATES } from './house.ts'

function home(changes: Partial<HomeSubject> = {}) {
  return homeView({
    mine: [],
    unanswered: [],
    onDuty: [],
    isOnDuty: false,
    link: ({ number }) => `https://acme.slack.com/archives/C1/p${number}`,
    now: NINE + 10 * MINUTE,
    ...changes,
  })
}

const lines = (view: ReturnType<typeof home>) =>
  view.blocks.flatMap((block) =>
    'text' in block && block.text ? [(block.text as { text: string }).text] : [],
  )

function many(count: number, change: (index: number) => Partial<Conversation>): Conversation[] {
  return Array.from(
    { length: count },
    (_, index) => ({ ...STATES['waiting'], ...change(index) }) as Conversation,
  )
}

describe('a member’s Home tab', () => {
  it('shows what is theirs, and what nobody has answered with the longest wait first', () => {
    const unanswered = many(3, (index) => ({
      number: 1_001 + index,
      waitingSince: NINE + (3 - index) * MINUTE,
    }))
    const view = home({
      mine: [STATES['claimed'] as Conversation, STATES['snoozed'] as Conversation],
      unanswered,
      onDuty: ['Ana', 'Ben'],
      isOnDuty: true,
    })
    expect(lines(view)).toEqual([
      'On duty: Ana, Ben',
      'Yours (2)',
      'Nina · 1001 · waits nine minutes · Ben',
      'Nina · 1001 · waits nine minutes · snoozed · Ben',
      'Unanswered (3)',
      'Nina · 1003 · waits nine minutes',
      'Nina · 1002 · waits eight minutes',
      'Nina · 1001 · waits seven minutes',
    ])
    expect(JSON.stringify(view)).toContain('"url":"https://acme.slack.com/archives/C1/p1003"')
    expect(JSON.stringify(view)).toContain(OFF_DUTY)
  })

  it('says so when there is nothing', () => {
    const view = home()
    expect(lines(view)).toEqual([
      'Nobody is on duty.',
      'Yours (0)',
      'You have no conversations at the moment.',
      'Unanswered (0)',
      'Nobody waits. Well done.',
    ])
    expect(JSON.stringify(view)).toContain(ON_DUTY)
    expect(() => checkView({ ...view })).not.toThrow()
  })

  it('counts what it has no room for', () => {
    const all = many(500, (index) => ({ number: index, waitingSince: NINE + index }))
    const onDuty = Array.from({ length: 200 }, (_, index) => `Member ${index} ${'x'.repeat(30)}`)
    const view = home({ mine: all, unanswered: all, onDuty, link: () => null })
    expect(() => checkView({ ...view })).not.toThrow()
    expect(view.blocks.length).toBeLessThanOrEqual(100)
    expect(lines(view).filter((line) => line === '… and 470 more')).toHaveLength(2)
    expect(lines(view)[0]).toMatch(/ and 170 more$/)
  })

  it('takes a visitor’s name for a name', () => {
    const view = home({
      unanswered: many(1, () => ({ visitor: { id: 'v' as never, name: '<!channel> *x*' } })),
    })
    expect(JSON.stringify(view)).not.toContain('mrkdwn')
    expect(() => checkView({ ...view })).not.toThrow()
  })
})
