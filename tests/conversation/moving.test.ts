import { describe, expect, it } from 'vitest'
import type { Action } from '../../src/conversation/actions.ts'
import {
  chatNames,
  hasGoneOn,
  hasLeft,
  inChats,
  isIn,
  whereNow,
} from '../../src/conversation/places.ts'
import { react } from '../../src/routing/react.ts'
import { ana, ben, given, luna, machine, nina, NINE, says, writes } from '../support/given.ts'
import type { Step } from '../support/given.ts'

const DESK = { chat: 'desk', channel: 'support' }
const SLACK = { chat: 'slack', channel: 'C1', others: ['C2'] }
const DISCORD = { chat: 'discord', channel: 'd1' }

const wrote: Step = [nina, writes('hello')]
const to = (...places: readonly (typeof DESK)[]): Action => ({ type: 'move', places })

describe('moving a conversation', () => {
  it('is for agents and above, whoever has it, open, asleep or closed', () => {
    const moved = (...steps: Step[]) => given(wrote, ...steps).when(ben, to(SLACK))
    moved().follows('moved')
    moved([ana, { type: 'claim' }]).follows('moved')
    moved([ana, { type: 'snooze', until: NINE + 86_400_000 }]).follows('moved')
    moved([ana, { type: 'close', outcome: 'answered', note: '', message: 'x' as never }]).follows(
      'moved',
    )
    given(wrote)
      .when(luna, to(SLACK))
      .isRefused(/Creators read along/)
    given(wrote).when(nina, to(SLACK)).isRefused(/./)
    given(wrote)
      .when(machine, to(SLACK))
      .isRefused(/Only a person/)
  })

  it('keeps in the log from where it went, and where to', () => {
    const { events } = given(wrote).when(ben, to(SLACK))
    expect(events).toEqual([{ type: 'moved', places: [SLACK], from: [DESK] }])
  })

  it('to where it is already is refused, in whatever order', () => {
    given(wrote)
      .when(ben, to(DESK))
      .isRefused(/is at the desk already/)
    given(wrote, [ben, to(DESK, SLACK)])
      .when(ana, to(SLACK, DESK))
      .isRefused(/in Slack and at the desk already/)
    given(wrote)
      .when(ben, to())
      .isRefused(/Say to which/)
  })

  it('remembers which chats it left, each once, until it is back', () => {
    const story = given(wrote, [ben, to(SLACK)], [ben, to(DISCORD)])
    expect(story.conversation.places).toEqual([DISCORD])
    expect(story.conversation.left?.map(({ chat }) => chat)).toEqual(['slack', 'desk'])
    const back = given(wrote, [ben, to(SLACK)], [ben, to(DISCORD)], [ben, to(DESK, DISCORD)])
    expect(back.conversation.left).toEqual([SLACK])
    expect(isIn(back.conversation, 'desk')).toBe(true)
    expect(hasLeft(back.conversation, 'desk')).toBe(false)
  })

  it('changes nothing else, and what then happens keeps it', () => {
    const story = given(
      wrote,
      [ben, { type: 'claim' }],
      [ben, to(SLACK)],
      [ben, says('hi', 'auto', 'r1')],
      [ben, { type: 'snooze', until: NINE + 86_400_000 }],
      [nina, writes('still here', 'm2')],
      [ben, { type: 'close', outcome: 'answered', note: '', message: 'x' as never }],
      [nina, writes('again', 'm3')],
    )
    expect(story.conversation).toMatchObject({ status: 'waiting', places: [SLACK], left: [DESK] })
  })

  it('is said in words that people use', () => {
    expect(chatNames([DESK, SLACK])).toBe('the desk and Slack')
    expect(inChats([DESK, DISCORD])).toBe('at the desk and in Discord')
  })
})

describe('who hears of a move', () => {
  function effects(steps: readonly Step[], action: Action) {
    const before = given(...steps)
    const after = given(...steps).when(ben, action)
    return react({
      before: before.conversation,
      after: after.conversation,
      events: after.events.map((event) => ({
        conversation: after.conversation.id,
        seq: 9,
        at: after.now,
        by: ben,
        event,
      })),
      messages: [],
      shownOn: [],
    }).effects.map((effect) => {
      const said = effect.job.do === 'line' ? `: ${effect.job.text}` : ''
      return `${effect.lane === 'team' ? effect.chat : effect.lane} ${effect.job.do}${said}`
    })
  }

  it('the chat that is new opens a thread; the one that is left is told where to, and so is its card', () => {
    expect(effects([wrote], to(SLACK))).toEqual([
      'slack open',
      'desk line: Ben moved this to Slack.',
      'desk refresh',
      'slack line: Ben moved this to Slack.',
    ])
  })

  it('a chat beside the first is added without touching the first one’s card', () => {
    expect(effects([wrote], to(DESK, SLACK))).toEqual([
      'slack open',
      'desk line: Ben shows this in Slack, too.',
      'slack line: Ben shows this in Slack, too.',
    ])
  })

  it('going back redraws the card that said it was gone, and every card that was left shows the newest place', () => {
    expect(effects([wrote, [ben, to(SLACK)]], to(DESK))).toEqual([
      'desk open',
      'desk refresh',
      'slack line: Ben moved this to the desk.',
      'slack refresh',
      'desk line: Ben moved this to the desk.',
    ])
    expect(effects([wrote, [ben, to(SLACK)]], to(DISCORD))).toContain('desk refresh')
  })

  it('sent to another channel of the same chat: a thread opens there, and the one that was left leads to it', () => {
    const vip = { chat: 'slack', channel: 'vip' }
    const route = { places: [vip], team: 'vip', priority: 'normal', tags: [] } as const
    const reroute = { type: 'reroute', to: { route }, why: 'person' } as const
    const jobs = (steps: readonly Step[]) => {
      const before = given(...steps).conversation
      const { conversation: after, events } = given(...steps).when(ben, reroute)
      const [event] = events
      if (!event) throw new Error('Nothing followed.')
      const recorded = { conversation: after.id, seq: 9, at: NINE, by: ben, event }
      return react({ before, after, events: [recorded], messages: [], shownOn: [] }).effects
    }
    const text = 'Ben sent this on: it is with vip, in #vip now.'
    const effects = jobs([wrote, [ben, to(SLACK)]])
    expect(effects.filter((effect) => effect.lane !== 'team' || effect.chat !== 'slack')).toEqual([
      { lane: 'team', chat: 'desk', job: { do: 'refresh' } },
    ])
    expect(
      effects.flatMap(({ job, ...effect }) =>
        'chat' in effect && effect.chat === 'slack' ? [job] : [],
      ),
    ).toMatchObject([
      { do: 'open', all: true, from: 'C1' },
      { do: 'line', text, in: 'C1' },
      { do: 'refresh', in: 'C1' },
      { do: 'line', text },
      { do: 'refresh' },
    ])
  })

  it('back from there it goes on where it was, and the other one leads to it', () => {
    const vip = { chat: 'desk', channel: 'vip' }
    const sent = (place: typeof vip): Step => [
      ben,
      {
        type: 'reroute',
        why: 'person',
        to: { route: { places: [place], team: null, priority: 'normal', tags: [] } },
      },
    ]
    const there = given(wrote, sent(vip)).conversation
    expect(there).toMatchObject({ places: [vip], left: [DESK] })
    expect([hasLeft(there, 'desk'), hasGoneOn(there, 'desk', 'support')]).toEqual([false, true])
    expect(hasGoneOn(there, 'desk', 'vip')).toBe(false)
    expect(whereNow(there, 'desk')).toBe('#vip')
    const back = given(wrote, sent(vip), sent(DESK)).conversation
    expect(back).toMatchObject({ places: [DESK], left: [vip] })
    const away = given(wrote, sent(vip), [ben, to(SLACK)], [ben, to(DESK)]).conversation
    expect(away).toMatchObject({ places: [vip], left: [SLACK, DESK] })
  })

  it('never the visitor, and whoever has it is alerted to what a colleague did', () => {
    const jobs = effects([wrote, [ana, { type: 'claim' }]], to(SLACK))
    expect(jobs.filter((job) => /visitor|echo/.test(job))).toEqual([])
    const story = given(wrote, [ana, { type: 'claim' }])
    const moved = given(wrote, [ana, { type: 'claim' }]).when(ben, to(SLACK))
    const [event] = moved.events
    if (!event) throw new Error('Nothing followed.')
    const { effects: all } = react({
      before: story.conversation,
      after: moved.conversation,
      events: [{ conversation: moved.conversation.id, seq: 3, at: NINE, by: ben, event }],
      messages: [],
      shownOn: [],
    })
    expect(all.map(({ job }) => job)).toContainEqual(
      expect.objectContaining({ do: 'line', tone: 'alert', for: ['ana'] }),
    )
  })
})
