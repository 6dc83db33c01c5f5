import type { Actor } from '../../src/conversation/actor.ts'
import type { Conversation } from '../../src/conversation/conversation.ts'
import type { Event } from '../../src/conversation/events.ts'
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

let made = 0
export const conversationId = () => `conversation-${(made += 1)}` as ConversationId
export const messageId = () => `message-${(made += 1)}` as MessageId
export const visitorId = () => `visitor-${(made += 1)}` as VisitorId

/** The first save of a conversation: the visitor came in. */
export function opening(visitor = visitorId()): Change {
  const id = conversationId()
  const start = {
    inbox: INBOX,
    visitor: { id: visitor, name: 'Mia' },
    door: { channel: 'widget', address: visitor },
    places: [{ chat: 'desk', channel: 'team' }],
    team: null,
    priority: 'normal',
    tags: [],
  } as const
  const after: Conversation = {
    ...start,
    id,
    status: 'waiting',
    number: 0,
    openedAt: NOON,
    version: 1,
    events: 1,
    messages: 0,
    replies: 0,
    joined: [],
    waitingSince: NOON,
    firstReplyAt: null,
    delivered: 0,
    seen: 0,
  }
  const by: Actor = { kind: 'visitor', ...start.visitor }
  const event: Event = { type: 'opened', ...start }
  return {
    ...NOTHING,
    before: null,
    after,
    events: [{ conversation: id, seq: 1, at: NOON, by, event }],
  }
}

/** A save that follows `before`: someone tagged it, unless the events say otherwise. */
export function following(before: Conversation, rest: Partial<Change> = {}): Change {
  const events: readonly Event[] = [{ type: 'tagged', tag: 'delivery' }]
  return {
    ...NOTHING,
    before,
    after: { ...before, version: before.version + 1, events: before.events + events.length },
    events: events.map((event, index) => ({
      conversation: before.id,
      seq: before.events + index + 1,
      at: NOON,
      by: ana,
      event,
    })),
    ...rest,
  }
}

/** The same with one new message in it. */
export function saying(before: Conversation, message: Message, rest: Partial<Change> = {}): Change {
  const change = following(before, { messages: [message], ...rest })
  return { ...change, after: { ...change.after, messages: message.number } }
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

export function closing(before: Conversation): Change {
  const { after, ...change } = following(before)
  const closed = { status: 'closed', outcome: 'answered', closedAt: NOON } as const
  return { ...change, after: { ...after, ...closed, lastAssignee: null } }
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

const NOTHING = {
  messages: [],
  effects: [],
  cancel: [],
  timers: [],
  source: null,
  links: [],
} as const
