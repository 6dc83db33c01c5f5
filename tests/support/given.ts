import { expect } from 'vitest'
import type { Action, Intent, Policy, Request } from '../../src/conversation/actions.ts'
import type { Actor, AgentRef, Human, Role } from '../../src/conversation/actor.ts'
import type { Conversation } from '../../src/conversation/conversation.ts'
import { decide } from '../../src/conversation/decide.ts'
import type { Event } from '../../src/conversation/events.ts'
import { evolve } from '../../src/conversation/evolve.ts'
import type {
  AgentId,
  ConversationId,
  InboxId,
  MessageId,
  VisitorId,
} from '../../src/conversation/ids.ts'
import type { Content, Message } from '../../src/conversation/message.ts'
import { textContent } from '../../src/conversation/message.ts'
import { messagesAfter } from '../../src/conversation/messages.ts'

export const NINE = Date.UTC(2026, 10, 20, 9)
export const MINUTE = 60_000

export const POLICY: Policy = { hold: { reply: 3_000, first: 6_000 } }

export const nina: Actor = { kind: 'visitor', id: 'nina' as VisitorId, name: 'Nina' }
export const ana = person('Ana', 'supervisor')
export const ben = person('Ben', 'agent')
export const cleo = person('Cleo', 'agent')
export const luna = person('Luna', 'creator')
export const machine: Actor = { kind: 'automation', rule: 'round robin' }

export function person(name: string, role: Role): Human {
  return { kind: 'human', id: name.toLowerCase() as AgentId, name, role }
}

export function refTo(human: Human): AgentRef {
  return { id: human.id, name: human.name }
}

export const text = (words: string): Content => textContent(words)
const id = (name: string): MessageId => name as MessageId

/** What a step of a story is: who, and what they want. */
export type Step = readonly [by: Actor, action: Action, at?: number]

/** The action of a visitor who writes. */
export function writes(words: string, message: string = words): Action {
  return {
    type: 'write',
    message: id(message),
    content: text(words),
    seed: {
      id: 'c1' as ConversationId,
      inbox: 'demo' as InboxId,
      visitor: { id: 'nina' as VisitorId, name: 'Nina' },
      door: { channel: 'widget', address: 'nina' },
      places: [{ chat: 'desk', channel: 'support' }],
      team: 'support',
      priority: 'normal',
      tags: [],
    },
  }
}

/** The action of a member who writes a line. */
export function says(words: string, intent: Intent = 'auto', message: string = words): Action {
  return { type: 'say', message: id(message), content: text(words), intent }
}

interface World {
  conversation: Conversation | null
  readonly messages: Map<MessageId, Message>
  readonly log: Event[]
}

/** A conversation after these steps, each of which must be granted; a minute passes between them. */
export function given(...steps: readonly Step[]) {
  const world: World = { conversation: null, messages: new Map(), log: [] }
  let now = NINE
  for (const [by, action, at] of steps) {
    now = at ?? now + MINUTE
    const events = take(world, { by, action }, now)
    if (typeof events === 'string') throw new Error(`given: ${action.type} was refused: ${events}`)
  }
  return asked(world, now + MINUTE)
}

function asked(world: World, now: number) {
  return {
    get conversation(): Conversation {
      if (!world.conversation) throw new Error('There is no conversation yet.')
      return world.conversation
    },
    now,
    message(name: string): Message {
      const message = world.messages.get(id(name))
      if (!message) throw new Error(`There is no message ${name}.`)
      return message
    },
    messages: () => [...world.messages.values()],
    when: (by: Actor, action: Action, at: number = now) => result(world, { by, action }, at),
  }
}

function result(world: World, request: Request, at: number) {
  const events = take(world, request, at)
  return {
    ...asked(world, at),
    events: typeof events === 'string' ? [] : events,
    follows(...types: Event['type'][]) {
      expect(typeof events === 'string' ? events : events.map((event) => event.type)).toEqual(types)
      return result_(world, at, events)
    },
    isRefused(sentence: RegExp) {
      expect(events).toBeTypeOf('string')
      expect(events).toMatch(sentence)
    },
  }
}

function result_(world: World, at: number, events: readonly Event[] | string) {
  return { ...asked(world, at), events: typeof events === 'string' ? [] : events }
}

/** Decides and evolves; a refusal is its sentence. */
function take(world: World, request: Request, at: number): readonly Event[] | string {
  const fresh = withFreshTarget(world, request.action)
  const decision = decide(world.conversation, { ...request, action: fresh }, at, POLICY)
  if (!decision.ok) return decision.refusal.sentence
  for (const event of decision.events) {
    const recorded = {
      conversation: 'c1' as ConversationId,
      seq: (world.conversation?.events ?? 0) + 1,
      at,
      by: request.by,
      event,
    }
    for (const message of messagesAfter(world.conversation, recorded, world.messages)) {
      world.messages.set(message.id, message)
    }
    world.conversation = evolve(world.conversation, recorded)
    world.log.push(event)
  }
  return decision.events
}

function withFreshTarget(world: World, action: Action): Action {
  if (!('target' in action)) return action
  return { ...action, target: world.messages.get(action.target.id) ?? action.target }
}

/** A stand-in that `given` replaces by the message as it is by then. */
export function the(message: string): Message {
  return {
    id: id(message),
    conversation: 'c1' as ConversationId,
    number: 0,
    kind: 'note',
    by: { kind: 'system' },
    at: 0,
    content: text('stand-in'),
    version: 1,
  }
}
