import { describe, expect, it } from 'vitest'
import type { Action } from '../../src/conversation/actions.ts'
import type { Actor } from '../../src/conversation/actor.ts'
import type { Effect } from '../../src/ports.ts'
import { react } from '../../src/routing/react.ts'
import type { Step } from '../support/given.ts'
import {
  ana,
  ben,
  given,
  machine,
  nina,
  NINE,
  POLICY,
  refTo,
  says,
  text,
  the,
  writes,
} from '../support/given.ts'

function reaction(steps: readonly Step[], by: Actor, action: Action, shownOn: string[] = []) {
  const before = steps.length === 0 ? null : given(...steps)
  const story = given(...steps)
  const after = story.when(by, action)
  const recorded = after.events.map((event, index) => ({
    conversation: after.conversation.id,
    seq: (before?.conversation.events ?? 0) + index + 1,
    at: after.now,
    by,
    event,
  }))
  return {
    at: after.now,
    ...react({
      before: before?.conversation ?? null,
      after: after.conversation,
      events: recorded,
      messages: after.messages(),
      shownOn,
    }),
  }
}

const brief = (effects: readonly Effect[]) =>
  effects.map((effect) => `${effect.lane} ${effect.job.do}`)
const wrote: Step = [nina, writes('hello')]
const claimed: Step = [ben, { type: 'claim' }]

describe('who hears of what', () => {
  it('opens a thread for a first message, and shows the visitor’s other tabs their own words', () => {
    expect(brief(reaction([], nina, writes('hello')).effects)).toEqual([
      'team open',
      'team post',
      'echo send',
    ])
  })

  it('tells the team alone that a reply is overdue, or that visitors sound fed up', () => {
    const due = { which: 'first', policy: 'Fast', at: NINE } as const
    const told = [ben.id]
    const late = reaction([wrote], machine, { type: 'callOverdue', due, told })
    expect(brief(late.effects)).toEqual(['team line', 'team refresh'])
    expect(late.effects[0]).toMatchObject({ job: { tone: 'alert', for: told, supervisors: true } })
    const turned = { messages: 6, of: 9, within: 60_000, conversations: [1001] }
    const fed = reaction([wrote, claimed], machine, { type: 'tellMood', turned })
    expect(brief(fed.effects)).toEqual(['team line'])
    expect(fed.effects[0]).toMatchObject({ job: { tone: 'alert', for: [], supervisors: true } })
  })

  it('tells the team alone of a note', () => {
    expect(brief(reaction([wrote], ben, says('psst', 'note')).effects)).toEqual(['team post'])
  })

  it('draws the card anew only when something on it changed', () => {
    const refreshed = (steps: readonly Step[], by: Actor, action: Action) =>
      brief(reaction(steps, by, action).effects).includes('team refresh')
    const said: Step = [ben, says('hi', 'auto', 'r1')]
    expect(refreshed([wrote], nina, writes('and another'))).toBe(false)
    expect(refreshed([wrote, claimed, said], nina, writes('and another'))).toBe(true)
    expect(refreshed([wrote], ben, { type: 'claim' })).toBe(true)
    expect(refreshed([wrote, claimed, said], nina, { type: 'see', upTo: 2 })).toBe(true)
    expect(refreshed([wrote], ben, { type: 'tag', tag: 'tour' })).toBe(true)
  })

  it('holds a reply back for the undo window', () => {
    const { effects, at } = reaction([wrote, claimed], ben, says('hi', 'auto', 'r1'))
    expect(brief(effects)).toEqual(['team post', 'visitor send', 'team refresh'])
    expect(effects[1]).toMatchObject({ notBefore: at + POLICY.hold.first })
  })

  it('tells the visitor of a reaction by one who has joined, in the lane of what it is on', () => {
    const reacts = (message: string): Action => ({
      type: 'react',
      target: the(message),
      emoji: '👍',
      on: true,
    })
    const said: Step = [ben, says('hi', 'auto', 'r1')]
    const effectsOf = (by: Actor, message: string, shownOn: string[] = []) =>
      brief(reaction([wrote, claimed, said], by, reacts(message), shownOn).effects)
    expect(effectsOf(ben, 'hello')).toEqual(['team amend', 'echo react'])
    expect(effectsOf(ben, 'r1')).toEqual(['team amend', 'visitor react'])
    expect(effectsOf(ben, 'hello', ['desk'])).toEqual(['echo react'])
    expect(effectsOf(ana, 'hello')).toEqual(['team amend'])
    expect(effectsOf(nina, 'r1')).toEqual(['team amend', 'visitor react'])
  })

  it('only marks a message that the platform shows already', () => {
    expect(brief(reaction([wrote, claimed], ben, says('hi'), ['desk']).effects)[0]).toBe(
      'team amend',
    )
  })

  it('stops a withdrawn reply', () => {
    const said: Step = [ben, says('hi', 'auto', 'r1'), NINE]
    const story = given(wrote, claimed, said)
    const undone = story.when(ben, { type: 'withdraw', target: the('r1') }, NINE + 1)
    const { cancel, effects } = react({
      before: given(wrote, claimed, said).conversation,
      after: undone.conversation,
      events: undone.events.map((event, index) => ({
        conversation: undone.conversation.id,
        seq: 9 + index,
        at: NINE,
        by: ben,
        event,
      })),
      messages: undone.messages(),
      shownOn: [],
    })
    expect(cancel).toEqual(['r1'])
    expect(brief(effects)).toEqual(['team amend', 'visitor remove', 'team refresh'])
  })

  it('changes the visitor’s copy of an edited reply that has gone out, and of no note', () => {
    const replied: Step[] = [wrote, claimed, [ben, says('hi', 'auto', 'r1')]]
    const edit = (target: string): Action => ({
      type: 'edit',
      target: the(target),
      content: text('hey'),
      intent: 'auto',
    })
    expect(brief(reaction(replied, ben, edit('r1')).effects)).toContain('visitor edit')
    const noted: Step[] = [wrote, claimed, [ben, says('psst', 'note', 'n1')]]
    expect(brief(reaction(noted, ben, edit('n1')).effects)).toEqual(['team amend'])
  })

  it('takes back a deleted reply, sent or held', () => {
    const replied: Step[] = [wrote, claimed, [ben, says('hi', 'auto', 'r1')]]
    const { effects, cancel } = reaction(replied, ben, { type: 'remove', target: the('r1') })
    expect(cancel).toEqual(['r1'])
    expect(brief(effects)).toContain('visitor remove')
  })

  it('alerts who was given a conversation, and who it was taken from', () => {
    const lines = (effects: readonly Effect[]) =>
      effects.flatMap((effect) => (effect.job.do === 'line' ? [effect.job] : []))
    expect(lines(reaction([wrote], ana, { type: 'assign', to: refTo(ben) }).effects)).toMatchObject(
      [{ text: 'Ana assigned this to Ben.', tone: 'alert', for: ['ben'] }],
    )
    expect(lines(reaction([wrote, claimed], ana, { type: 'takeOver' }).effects)).toMatchObject([
      { text: 'Ana took this over from Ben.', tone: 'alert', for: ['ben'] },
    ])
  })

  it('tells the visitor who answers now', () => {
    expect(brief(reaction([wrote], ben, { type: 'claim' }).effects)).toContain('visitor state')
    expect(brief(reaction([wrote, claimed], ben, { type: 'tag', tag: 'x' }).effects)).not.toContain(
      'visitor state',
    )
  })

  it('sets the alarm for a snooze, and clears it when it ends early', () => {
    const snooze: Step = [ben, { type: 'snooze', until: NINE + 86_400_000 }]
    expect(reaction([wrote], ben, snooze[1]).timers).toMatchObject([
      { kind: 'wake', at: NINE + 86_400_000 },
    ])
    expect(reaction([wrote, snooze], nina, writes('hey')).timers).toMatchObject([
      { kind: 'wake', at: null },
    ])
  })

  it('tells agent and supervisors of what did not arrive', () => {
    const failed = reaction(
      [wrote, claimed, [ben, says('hi', 'auto', 'r1')]],
      { kind: 'system' },
      {
        type: 'fail',
        target: the('r1'),
        reason: 'The door is shut.',
      },
    )
    expect(failed.effects.map((effect) => effect.job)).toContainEqual(
      expect.objectContaining({ do: 'line', tone: 'alert', for: ['ben'], supervisors: true }),
    )
  })
})
