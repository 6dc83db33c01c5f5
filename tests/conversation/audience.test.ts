import { describe, expect, it } from 'vitest'
import type { Action, Intent } from '../../src/conversation/actions.ts'
import type { Human, Role } from '../../src/conversation/actor.ts'
import { mayActAs } from '../../src/conversation/actor.ts'
import { hasJoined } from '../../src/conversation/conversation.ts'
import type { Conversation } from '../../src/conversation/conversation.ts'
import { decide } from '../../src/conversation/decide.ts'
import { evolve } from '../../src/conversation/evolve.ts'
import type { ConversationId, MessageId } from '../../src/conversation/ids.ts'
import type { Message } from '../../src/conversation/message.ts'
import { reactionsForVisitor } from '../../src/conversation/reactions.ts'
import { messagesAfter } from '../../src/conversation/messages.ts'
import type { Effect } from '../../src/ports.ts'
import { interpret } from '../../src/routing/interpret.ts'
import { react } from '../../src/routing/react.ts'
import type { Step } from '../support/given.ts'
import {
  ana,
  ben,
  cleo,
  given,
  machine,
  MINUTE,
  nina,
  person,
  POLICY,
  refTo,
  says,
  text,
  the,
  writes,
} from '../support/given.ts'

/**
 * The walk: every kind of text, by every role, in every status, joined or not, on every way in. What
 * the visitor's lane of the outbox then holds must be replies of people who had joined, and no more.
 */
const ROLES: readonly Role[] = ['creator', 'agent', 'supervisor', 'lead', 'admin']
const INTENTS: readonly Intent[] = ['auto', 'reply', 'gated', 'note']
const TEXTS = [
  'hello',
  '// private',
  '//private',
  ' // private',
  'a // b',
  '/note private',
  '!note x',
  'http://x.y//z',
]

const someone = (role: Role): Human => person('Sam', role)

const boss = person('Max', 'supervisor')
const whisperTo = (reader: Human, message: string): Action => ({
  type: 'whisper',
  message: message as MessageId,
  content: text('a secret'),
  to: refTo(reader),
})

/** The conversation in every status, with Sam inside and outside of it. */
function situations(sam: Human): Readonly<Record<string, readonly Step[]>> {
  const wrote: Step = [nina, writes('hello')]
  const noted: Step[] = [
    [sam, says('kept by the gate', 'auto', 'gated')],
    [sam, says('a secret', 'note', 'note')],
    [boss, whisperTo(sam, 'to Sam')],
    ...(mayActAs(sam.role, 'supervisor') ? ([[sam, whisperTo(boss, 'by Sam')]] as Step[]) : []),
    [boss, whisperTo(ben, 'to Ben')],
    [sam, { type: 'react', target: the('hello'), emoji: EARLIER, on: true }],
  ]
  const inside: Step[] =
    sam.role === 'creator'
      ? []
      : [
          [ana, { type: 'assign', to: refTo(sam) }],
          [sam, says('said', 'auto', 'said')],
        ]
  const close: Step = [
    ana,
    { type: 'close', outcome: 'answered', note: '', message: 'closing' as MessageId },
  ]
  return {
    'waiting, outside': [wrote, ...noted],
    'claimed by another': [wrote, ...noted, [ben, { type: 'claim' }]],
    'claimed by Sam': [wrote, ...noted, ...inside],
    'assigned by a rule': [
      wrote,
      ...noted,
      ...(sam.role === 'creator'
        ? []
        : ([[machine, { type: 'assign', to: refTo(sam) }]] as Step[])),
    ],
    'taken over from Sam': [wrote, ...noted, ...inside, [ana, { type: 'takeOver' }]],
    'given back by Sam': [
      wrote,
      ...noted,
      ...inside,
      ...(sam.role === 'creator' ? [] : ([[sam, { type: 'release' }]] as Step[])),
    ],
    'snoozed by Sam': [
      wrote,
      ...noted,
      ...inside,
      [ana, { type: 'snooze', until: Date.UTC(2026, 11) }],
    ],
    'snoozed, outside': [wrote, ...noted, [ana, { type: 'snooze', until: Date.UTC(2026, 11) }]],
    'closed after Sam': [wrote, ...noted, ...inside, close],
    'closed, outside': [wrote, ...noted, close],
    reopened: [wrote, ...noted, ...inside, close, [nina, writes('again')]],
  }
}

/** Set by Sam before joining, so the team's own for ever. */
const EARLIER = '😡'

/** Every action that carries words of Sam's, for each thing that Sam may type. */
function waysIn(messages: readonly Message[]): Action[] {
  const ways: Action[] = []
  for (const typed of TEXTS) {
    const line = interpret(typed, [])
    for (const intent of INTENTS) {
      if (line.kind === 'command') continue
      const meant = line.kind === 'note' ? 'note' : intent
      ways.push({
        type: 'say',
        message: 'new' as MessageId,
        content: text(line.text),
        intent: meant,
      })
      for (const target of messages) {
        ways.push({ type: 'edit', target, content: text(`${line.text} edited`), intent: meant })
      }
    }
  }
  for (const target of messages) {
    ways.push({ type: 'sendNote', target, message: 'new' as MessageId })
    ways.push({ type: 'retry', target })
    ways.push({ type: 'remove', target })
    ways.push({ type: 'withdraw', target })
    for (const emoji of ['👍', '🤦']) ways.push({ type: 'react', target, emoji, on: true })
    ways.push({ type: 'react', target, emoji: EARLIER, on: false })
  }
  ways.push({
    type: 'whisper',
    message: 'new' as MessageId,
    content: text('a secret'),
    to: refTo(ben),
  })
  ways.push(...aboutRouting())
  ways.push({ type: 'transfer', to: refTo(ben), note: 'a secret', message: 'new' as MessageId })
  ways.push({ type: 'close', outcome: 'answered', note: 'a secret', message: 'new' as MessageId })
  return ways
}

/** Every action that says what a conversation is about, where it belongs or whose it is, with words in it. */
function aboutRouting(): Action[] {
  const given = { id: 'refund', name: 'a secret', confidence: null }
  const guessed = { ...given, confidence: 0.9 }
  const places = [{ chat: 'slack', channel: 'a secret' }]
  const route = { places, team: 'vip', priority: 'urgent', tags: ['a secret'] } as const
  const to = { route, said: 'a secret', rule: 'a secret' }
  const labels = { intent: guessed, department: guessed }
  return [
    { type: 'classify', labels, classifier: 'a secret', to },
    { type: 'classify', labels, classifier: 'a secret', to: null },
    ...(['intent', 'department', 'sentiment'] as const).flatMap((kind): Action[] => [
      { type: 'label', kind, label: given, to },
      { type: 'label', kind, label: given, to: null },
    ]),
    ...(['labels', 'overflow', 'person'] as const).map((why): Action => ({
      type: 'reroute',
      to,
      why,
    })),
    { type: 'assign', to: refTo(ben), why: 'a secret' },
    { type: 'assign', to: refTo(cleo), why: 'a secret', past: 3 },
    { type: 'claim', past: 3 },
    { type: 'join', past: 3 },
    { type: 'prioritise', priority: 'urgent' },
    { type: 'tag', tag: 'a secret' },
    { type: 'move', places },
  ]
}

interface Sent {
  readonly message: Message
  readonly joined: boolean
}

/** What an action would send to the visitor, and whether its author had joined by then. */
function sentBy(
  before: Conversation,
  by: Human | typeof machine,
  action: Action,
  known: readonly Message[],
  now: number,
): Sent[] {
  const decision = decide(before, { by, action }, now, POLICY)
  if (!decision.ok) return []
  const hasJoinedBy = (at: Conversation) => by.kind === 'human' && hasJoined(at, by.id)
  let conversation = before
  let joined = hasJoinedBy(before)
  const messages = new Map(known.map((message) => [message.id, message]))
  const events = decision.events.map((event) => {
    const recorded = {
      conversation: 'c1' as ConversationId,
      seq: conversation.events + 1,
      at: now,
      by,
      event,
    }
    for (const message of messagesAfter(conversation, recorded, messages))
      messages.set(message.id, message)
    conversation = evolve(conversation, recorded)
    joined ||= hasJoinedBy(conversation)
    return recorded
  })
  const changed = [...messages.values()]
  const { effects } = react({ before, after: conversation, events, messages: changed, shownOn: [] })
  return effects
    .filter(toVisitor)
    .map((effect) => ({ message: messageOf(effect, messages), joined }))
}

type VisitorEffect = Extract<Effect, { lane: 'visitor' | 'echo' }>

function toVisitor(effect: Effect): effect is VisitorEffect {
  return effect.lane !== 'team' && 'message' in effect.job
}

function messageOf(effect: VisitorEffect, messages: ReadonlyMap<MessageId, Message>): Message {
  const message = 'message' in effect.job ? messages.get(effect.job.message) : undefined
  if (!message) throw new Error('The visitor would be sent a message that does not exist.')
  return message
}

describe('wrong audience', () => {
  for (const role of ROLES) {
    const sam = someone(role)
    for (const [name, steps] of Object.entries(situations(sam))) {
      it(`lets nothing private through: ${role}, ${name}`, () => {
        const story = given(...steps)
        const known = story.messages()
        let tried = 0
        for (const action of waysIn(known)) {
          tried += 1
          for (const { message, joined } of sentBy(
            story.conversation,
            sam,
            action,
            known,
            story.now,
          )) {
            const about = `${action.type} → ${JSON.stringify(message)}`
            const isReaction = action.type === 'react'
            const shown = isReaction ? reactionsForVisitor(message).team : []
            expect(shown, about).toEqual(isReaction ? [action.emoji] : [])
            expect(isReaction ? ['reply', 'visitor'] : ['reply'], about).toContain(message.kind)
            expect(joined || action.type === 'remove' || action.type === 'retry', about).toBe(true)
            expect(role, about).not.toBe('creator')
            expect(JSON.stringify(message.content), about).not.toContain('secret')
          }
        }
        expect(tried).toBeGreaterThan(50)
      })
    }
  }

  it('walks something: an agent who has joined does reach the visitor', () => {
    const sam = someone('agent')
    const story = given([nina, writes('hello')], [sam, { type: 'claim' }])
    expect(
      sentBy(story.conversation, sam, says('hi'), story.messages(), story.now + MINUTE),
    ).toHaveLength(1)
  })

  it('walks something: a reaction of one who has joined does reach the visitor, and takes no other along', () => {
    const sam = someone('agent')
    const reacts = (emoji: string): Action => ({
      type: 'react',
      target: the('hello'),
      emoji,
      on: true,
    })
    const story = given(
      [nina, writes('hello')],
      [ben, reacts('🤦')],
      [sam, reacts(EARLIER)],
      [sam, { type: 'claim' }],
    )
    const action = { ...reacts('👍'), target: story.message('hello') }
    const [sent] = sentBy(story.conversation, sam, action, story.messages(), story.now)
    expect(sent?.message.reactions).toHaveLength(3)
    expect(sent && reactionsForVisitor(sent.message)).toEqual({ team: ['👍'], own: [] })
  })

  it('sends nothing for a label, a rule or a turn, whether a machine or a person says so', () => {
    let done = 0
    for (const role of ROLES) {
      const sam = someone(role)
      for (const [name, steps] of Object.entries(situations(sam))) {
        const { conversation, now, ...story } = given(...steps)
        const known = story.messages()
        for (const by of [sam, machine]) {
          for (const action of aboutRouting()) {
            const about = `${name}: ${action.type} by ${by.kind}`
            expect(sentBy(conversation, by, action, known, now), about).toEqual([])
            if (decide(conversation, { by, action }, now, POLICY).ok) done += 1
          }
        }
      }
    }
    expect(done).toBeGreaterThan(300)
  })

  it('lets nobody in by what a machine labels, or sends elsewhere', () => {
    const sam = someone('agent')
    for (const [name, steps] of Object.entries(situations(sam))) {
      for (const action of aboutRouting()) {
        if (action.type === 'assign') continue
        const story = given(...steps)
        const { joined, status } = story.conversation
        const after = story.when(machine, action).conversation
        expect([after.joined, after.status], `${name}: ${action.type}`).toEqual([joined, status])
      }
    }
  })

  it('never sends what the join gate kept once its author says that it is a note', () => {
    const edit = (words: string, intent: Intent): Action => ({
      type: 'edit',
      target: the('kept'),
      content: text(words),
      intent,
    })
    const send: Action = { type: 'sendNote', target: the('kept'), message: 'new' as MessageId }
    const kept: Step[] = [
      [nina, writes('hello')],
      [ben, says('she is rude', 'auto', 'kept')],
    ]
    given(...kept, [ben, edit('she is rude', 'note')], [ben, edit('she is nice', 'auto')])
      .when(ben, send)
      .isRefused(/stays a note/)
    given(...kept, [ben, edit('she is nice', 'auto')])
      .when(ben, send)
      .follows('claimed', 'replied')
  })

  it('has no message that changes its kind, whatever happens to it', () => {
    const sam = someone('admin')
    for (const steps of Object.values(situations(sam))) {
      const story = given(...steps)
      const kinds = new Map(story.messages().map((message) => [message.id, message.kind]))
      for (const action of waysIn(story.messages())) given(...steps).when(sam, action)
      for (const message of story.messages()) expect(message.kind).toBe(kinds.get(message.id))
    }
  })

  it('lets nobody touch a whisper between two others, whatever they want of it', () => {
    for (const role of ROLES) {
      const sam = someone(role)
      for (const steps of Object.values(situations(sam))) {
        const story = given(...steps)
        const whispered = story.message('to Ben')
        for (const action of waysIn([whispered])) {
          if (!('target' in action)) continue
          const decision = decide(story.conversation, { by: sam, action }, story.now, POLICY)
          expect(decision.ok, action.type).toBe(false)
        }
      }
    }
  })

  it('refuses to send a note by a stand-in that claims to be one', () => {
    given([nina, writes('hello')])
      .when(ben, { type: 'sendNote', target: the('x'), message: the('y').id })
      .isRefused(/stays a note/)
  })
})
