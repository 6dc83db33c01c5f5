import { randomUUID } from 'node:crypto'
import type { Actor } from '../../src/conversation/actor.ts'
import type { Conversation } from '../../src/conversation/conversation.ts'
import type { Event, RecordedEvent } from '../../src/conversation/events.ts'
import { evolve } from '../../src/conversation/evolve.ts'
import type {
  AgentId,
  ConversationId,
  InboxId,
  MessageId,
  VisitorId,
} from '../../src/conversation/ids.ts'
import { type Message, textContent } from '../../src/conversation/message.ts'
import type { Change, Database, Effect, Saved } from '../../src/ports.ts'

export const INBOX = 'shop' as InboxId
export const NOON = Date.UTC(2026, 5, 1, 12)
export const ana: Actor = { kind: 'human', id: 'ana' as AgentId, name: 'Ana', role: 'agent' }

export const conversationId = () => randomUUID() as ConversationId
export const messageId = () => randomUUID() as MessageId
export const visitorId = () => randomUUID() as VisitorId

/** The first save of a conversation: the visitor came in. */
export function opening(visitor = visitorId()): Change {
  const who = { id: visitor, name: 'Mia' }
  const opened: RecordedEvent = {
    conversation: conversationId(),
    seq: 1,
    at: NOON,
    by: { kind: 'visitor', ...who },
    event: {
      type: 'opened',
      inbox: INBOX,
      visitor: who,
      door: { channel: 'widget', address: visitor },
      places: [{ chat: 'desk', channel: 'team' }],
      team: null,
      priority: 'normal',
      tags: [],
    },
  }
  return {
    ...NOTHING,
    before: null,
    after: { ...evolve(null, opened), version: 1 },
    events: [opened],
  }
}

/** A save that follows `before`, of an agent who tagged it, unless another event is given. */
export function following(
  before: Conversation,
  rest: Partial<Change> = {},
  event = TAGGED,
): Change {
  const seq = before.events + 1
  const happened: RecordedEvent = { conversation: before.id, seq, at: NOON, by: ana, event }
  const after = { ...evolve(before, happened), version: before.version + 1 }
  return { ...NOTHING, before, after, events: [happened], ...rest }
}

/** The same with one new message in it. */
export function saying(before: Conversation, message: Message, rest: Partial<Change> = {}): Change {
  const change = following(before, { messages: [message], ...rest })
  return { ...change, after: { ...change.after, messages: message.number } }
}

export function closing(before: Conversation): Change {
  return following(before, {}, { type: 'closed', outcome: 'answered', note: '' })
}

export function messageIn(conversation: Conversation, rest: Partial<Message> = {}): Message {
  return {
    id: messageId(),
    conversation: conversation.id,
    number: conversation.messages + 1,
    kind: 'visitor',
    by: { kind: 'visitor', ...conversation.visitor },
    at: NOON,
    content: textContent('Where is my parcel?'),
    version: 1,
    ...rest,
  }
}

/** Effects of each kind, in the words of the outbox. */
export const post = (message: MessageId, chat = 'desk'): Effect => ({
  lane: 'team',
  chat,
  job: { do: 'post', message },
})
export const refresh = (chat = 'desk'): Effect => ({ lane: 'team', chat, job: { do: 'refresh' } })
export const send = (message: MessageId, notBefore = 0): Effect => ({
  lane: 'visitor',
  job: { do: 'send', message },
  notBefore,
})

/** Saves what must win, and gives back the conversation as saved. */
export async function win({ store }: Database, change: Change): Promise<Conversation> {
  const saved = await store.save(change)
  return won(saved).conversation
}

export function won(saved: Saved): Extract<Saved, { outcome: 'won' }> {
  if (saved.outcome !== 'won') throw new Error(`The save was ${saved.outcome}`)
  return saved
}

const TAGGED: Event = { type: 'tagged', tag: 'delivery' }

const NOTHING = {
  messages: [],
  effects: [],
  cancel: [],
  timers: [],
  source: null,
  links: [],
} as const
