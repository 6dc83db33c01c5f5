import { describe, expect, it } from 'vitest'
import type { Action, Rerouted } from '../../src/conversation/actions.ts'
import type { Conversation } from '../../src/conversation/conversation.ts'
import type { InboxId } from '../../src/conversation/ids.ts'
import type { Given, Label, LabelId, Labels } from '../../src/conversation/labels.ts'
import { labelNamed, labelsFor } from '../../src/conversation/labels.ts'
import { samePlaces } from '../../src/conversation/places.ts'
import { ana, ben, cleo, given, luna, machine, nina, NINE, says, writes } from '../support/given.ts'
import type { Step } from '../support/given.ts'

const SUPPORT = { chat: 'desk', channel: 'support' }
const VIP = { chat: 'desk', channel: 'vip' }

const guess = (id: string, confidence: number | null = 0.9): Given => ({
  id,
  name: id.toUpperCase(),
  confidence,
})

const toVip: Rerouted = {
  route: { places: [VIP], team: 'vip', priority: 'high', tags: ['vip'], assign: 'least-busy' },
  rule: 'VIPs',
}
const asItIs: Rerouted = {
  route: { places: [SUPPORT], team: 'support', priority: 'normal', tags: [] },
}

const classify = (labels: Labels, to: Rerouted | null = null): Action => ({
  type: 'classify',
  labels,
  classifier: 'embedded',
  to,
})
const label = (its: Given, to: Rerouted | null = null): Action => ({
  type: 'label',
  kind: 'intent',
  label: its,
  to,
})
const reroute = (to: Rerouted, why: 'person' | 'overflow' = 'person'): Action => ({
  type: 'reroute',
  to,
  why,
})

const wrote: Step = [nina, writes('hello')]
const refund = classify({ intent: guess('refund') })

describe('what a machine says of a conversation', () => {
  it('is kept, with the machine’s name', () => {
    const { conversation, events } = given(wrote).when(machine, refund)
    expect(events).toEqual([
      { type: 'classified', labels: { intent: guess('refund') }, by: 'embedded' },
    ])
    expect(conversation.labels).toEqual({ intent: guess('refund') })
  })

  it('sends it elsewhere, once, where it leads elsewhere', () => {
    const moved = given(wrote)
      .when(machine, classify({ intent: guess('refund') }, toVip))
      .follows('classified', 'rerouted')
    expect(moved.conversation).toMatchObject({
      places: [VIP],
      team: 'vip',
      priority: 'high',
      tags: ['vip'],
      assign: 'least-busy',
      rule: 'VIPs',
      status: 'waiting',
    })
    given(wrote)
      .when(machine, classify({ intent: guess('refund') }, asItIs))
      .follows('classified')
  })

  it('changes what was guessed before, and keeps what it says nothing of', () => {
    const first = classify({ intent: guess('refund', 0.5), sentiment: guess('negative') })
    const { conversation } = given(wrote, [machine, first]).when(
      machine,
      classify({ intent: guess('order') }),
    )
    expect(conversation.labels).toEqual({ intent: guess('order'), sentiment: guess('negative') })
  })

  it('drops what the former route asked for and the new one does not', () => {
    const { conversation } = given(wrote, [machine, classify({}, toVip)]).when(
      machine,
      classify({}, asItIs),
    )
    expect(conversation).toMatchObject({ team: 'support', tags: ['vip'] })
    expect(conversation).not.toHaveProperty('assign')
    expect(conversation).not.toHaveProperty('rule')
  })

  const inHand: Record<string, readonly Step[]> = {
    claimed: [[ben, { type: 'claim' }]],
    'claimed and given back after a reply': [
      [ben, { type: 'claim' }],
      [ben, says('Hi!', 'reply')],
      [ben, { type: 'release' }],
    ],
    'asleep for somebody': [
      [ben, { type: 'claim' }],
      [ben, { type: 'snooze', until: NINE + 86_400_000 }],
    ],
    closed: [[ben, { type: 'close', outcome: 'answered', note: '', message: 'x' as never }]],
    'labelled by a person': [[ben, label(guess('order', null))]],
  }
  for (const [how, steps] of Object.entries(inHand)) {
    it(`changes nothing where it is ${how}`, () => {
      given(wrote, ...steps)
        .when(machine, classify({ intent: guess('refund') }, toVip))
        .isRefused(/A person has/)
    })
  }

  it('is for machines alone', () => {
    for (const by of [ana, ben, luna]) given(wrote).when(by, refund).isRefused(/./)
    given(wrote)
      .when(nina, refund)
      .isRefused(/Visitors cannot/)
  })

  it('says nothing: no word of it is a message', () => {
    const after = given(wrote).when(machine, classify({ intent: guess('refund') }, toVip))
    expect(after.messages()).toHaveLength(1)
    expect(after.conversation.replies).toBe(0)
  })
})

describe('what a person says it is about', () => {
  it('stands over what a machine guessed, and the guess stays in the log', () => {
    const { conversation, events } = given(wrote, [machine, refund]).when(
      ben,
      label(guess('order', null)),
    )
    expect(events).toEqual([
      { type: 'labelled', kind: 'intent', label: guess('order', null), was: guess('refund') },
    ])
    expect(conversation.labels?.intent).toEqual(guess('order', null))
  })

  it('confirms a guess, but not what a person said already', () => {
    const confirmed = given(wrote, [machine, refund]).when(ben, label(guess('refund', null)))
    confirmed.follows('labelled')
    given(wrote, [ben, label(guess('refund', null))])
      .when(cleo, label(guess('refund', null)))
      .isRefused(/labelled REFUND already/)
  })

  it('leads elsewhere only as long as nobody has it', () => {
    given(wrote)
      .when(ben, label(guess('order', null), toVip))
      .follows('labelled', 'rerouted')
    given(wrote, [ben, { type: 'claim' }])
      .when(ben, label(guess('order', null), toVip))
      .follows('labelled')
  })

  it('is taken of closed ones, too: they are learnt from', () => {
    given(wrote, [ben, { type: 'close', outcome: 'answered', note: '', message: 'x' as never }])
      .when(ben, label(guess('order', null)))
      .follows('labelled')
  })

  it('is for those who answer', () => {
    given(wrote)
      .when(luna, label(guess('order', null)))
      .isRefused(/Creators/)
  })
})

describe('sending a conversation elsewhere', () => {
  it('keeps where it was, and by whose word it went', () => {
    const { events } = given(wrote).when(ben, reroute(toVip))
    expect(events).toEqual([
      { type: 'rerouted', why: 'person', rule: 'VIPs', ...toVip.route, from: [SUPPORT] },
    ])
  })

  it('gives it back to the queue first, by who has it or a supervisor', () => {
    const held: readonly Step[] = [wrote, [ben, { type: 'claim' }]]
    for (const by of [ben, ana]) {
      const { conversation } = given(...held)
        .when(by, reroute(toVip))
        .follows('released', 'rerouted')
      expect(conversation).toMatchObject({ status: 'waiting', joined: [], team: 'vip' })
    }
    given(...held)
      .when(cleo, reroute(toVip))
      .isRefused(/Ben has this one/)
  })

  it('is refused where it is there already, closed, or in a person’s hands and asked by a machine', () => {
    given(wrote, [ben, reroute(toVip)])
      .when(ben, reroute(toVip))
      .isRefused(/there already/)
    given(wrote, [ben, { type: 'close', outcome: 'answered', note: '', message: 'x' as never }])
      .when(ben, reroute(toVip))
      .isRefused(/closed/)
    given(wrote, [ben, { type: 'claim' }])
      .when(machine, reroute(toVip, 'overflow'))
      .isRefused(/A person has/)
    given(wrote).when(machine, reroute(toVip, 'overflow')).follows('rerouted')
  })

  it('is not for creators or visitors', () => {
    given(wrote)
      .when(luna, reroute(toVip))
      .isRefused(/Creators/)
    given(wrote)
      .when(nina, reroute(toVip))
      .isRefused(/Visitors/)
  })

  it('and what it is about stays known through all that happens to it', () => {
    const { conversation } = given(
      wrote,
      [machine, classify({ intent: guess('refund') }, toVip)],
      [ben, { type: 'claim' }],
      [ben, { type: 'release' }],
      [ben, { type: 'claim' }],
      [ben, { type: 'snooze', until: NINE + 86_400_000 }],
    ).when(ana, { type: 'close', outcome: 'answered', note: '', message: 'x' as never })
    const kept: Partial<Conversation> = {
      status: 'closed',
      labels: { intent: guess('refund') },
      rule: 'VIPs',
      assign: 'least-busy',
    }
    expect(conversation).toMatchObject(kept)
  })
})

describe('a label', () => {
  const of = (id: string, more: Partial<Label> = {}): Label => ({
    kind: 'intent',
    id: id as LabelId,
    name: id,
    inboxes: null,
    was: [],
    examples: [],
    department: null,
    priority: null,
    ...more,
  })
  const labels = [
    of('refund', { name: 'Money back', was: ['refunds'] }),
    of('order', { inboxes: ['shop' as InboxId] }),
    of('bug', { kind: 'issue' }),
  ]

  it('is found by its id, its name or a former id, case aside', () => {
    for (const raw of ['refund', ' MONEY back ', 'Refunds'])
      expect(labelNamed(labels, raw)?.id).toBe('refund')
    expect(labelNamed(labels, 'refunding')).toBeNull()
  })

  it('is offered by kind, in the inboxes that use it', () => {
    const ids = (kind: Label['kind'], inbox: string) =>
      labelsFor({ labels }, kind, inbox as InboxId).map(({ id }) => id)
    expect(ids('intent', 'shop')).toEqual(['refund', 'order'])
    expect(ids('intent', 'demo')).toEqual(['refund'])
    expect(ids('issue', 'demo')).toEqual(['bug'])
    expect(ids('department', 'demo')).toEqual([])
  })
})

describe('places', () => {
  it('are the same in whatever order, and others where a channel differs', () => {
    expect(samePlaces([SUPPORT, VIP], [VIP, SUPPORT])).toBe(true)
    expect(samePlaces([SUPPORT], [VIP])).toBe(false)
    expect(samePlaces([SUPPORT], [{ ...SUPPORT, others: ['more'] }])).toBe(false)
    expect(samePlaces([SUPPORT], [SUPPORT, VIP])).toBe(false)
  })
})
