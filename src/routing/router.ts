import { randomUUID } from 'node:crypto'
import type { Logger } from 'pino'
import type { Action, Policy, Refusal } from '../conversation/actions.ts'
import type { Actor } from '../conversation/actor.ts'
import type { Conversation } from '../conversation/conversation.ts'
import { decide } from '../conversation/decide.ts'
import type { Event, RecordedEvent } from '../conversation/events.ts'
import { evolve } from '../conversation/evolve.ts'
import type { ConversationId, InboxId, MessageId } from '../conversation/ids.ts'
import type { Message } from '../conversation/message.ts'
import { messagesAfter } from '../conversation/messages.ts'
import type { Answer, Change, Clock, Link, Store, Turn } from '../ports.ts'
import { createKeyed } from './keyed.ts'
import { visitorLane } from './lanes.ts'
import { react } from './react.ts'
import { invalid, refused } from './refusals.ts'

/** What someone wants, and of which conversation: read again for each try, since the world moves. */
export interface Wish {
  /** What must not be done side by side: a conversation's id, or a visitor's who may have none yet. */
  readonly key: string
  readonly by: Actor
  load(): Promise<Conversation | null>
  /** The action on the conversation as it is now, or why there can be none. */
  action(conversation: Conversation | null): Promise<Action | Refusal>
  /** What caused it, taken once, ever. */
  readonly source: { readonly door: string; readonly id: string } | null
  /** A team chat that shows it already, and under which ref if it is a new message. */
  readonly shown?: { readonly chat: string; readonly ref: string | null }
  /** Whose turn it takes; where it was taken meanwhile, the wish is asked again. */
  readonly turn?: Turn
}

export interface Router {
  /** Decides and saves; resolves when it is durable, or refused. What follows goes out by itself. */
  fulfil(wish: Wish): Promise<Answer>
}

export interface RouterDeps {
  readonly store: Store
  readonly clock: Clock
  readonly log: Logger
  policy(inbox: InboxId): Policy
  /** Told which lanes of the outbox have new work. */
  wake(lanes: readonly string[]): void
  /** What is to be due, besides what follows from the decision itself. */
  due?(before: Conversation | null, after: Conversation, now: number): Change['timers']
  /** Told of each decision that was saved, before any of it goes out. */
  saved?(before: Conversation | null, after: Conversation, events: readonly RecordedEvent[]): void
}

/** Tries before giving up on a conversation that others keep changing first. */
const TRIES = 50
/** Wishes under way at once; beyond it the sender is asked to try again. */
const MOST_AT_ONCE = 20_000

/** The road itself: load, decide, save, and hand on what follows. */
export function createRouter(deps: RouterDeps): Router {
  const keyed = createKeyed()
  let underWay = 0

  return {
    async fulfil(wish) {
      if (underWay >= MOST_AT_ONCE) return refused(BUSY)
      underWay += 1
      try {
        return await keyed(wish.key, () => attempt(deps, wish))
      } finally {
        underWay -= 1
      }
    },
  }
}

const BUSY: Refusal = {
  code: 'busy',
  sentence: 'Too much is going on right now. Try again in a moment.',
}

async function attempt(deps: RouterDeps, wish: Wish): Promise<Answer> {
  for (let tries = 0; tries < TRIES; tries += 1) {
    const answer = await attemptOnce(deps, wish)
    if (answer) return answer
  }
  return refused(BUSY)
}

/** One try; null when someone else saved first. */
async function attemptOnce(deps: RouterDeps, wish: Wish): Promise<Answer | null> {
  const before = await wish.load()
  const action = await wish.action(before)
  if (!('type' in action)) return takenOrRefused(deps, wish, action)
  const now = deps.clock.now()
  const inbox = before?.inbox ?? (action.type === 'write' ? action.seed.inbox : null)
  if (inbox === null) return refused(invalid('There is no such conversation.'))
  const decision = decide(before, { by: wish.by, action }, now, deps.policy(inbox))
  if (!decision.ok) return takenOrRefused(deps, wish, decision.refusal)

  const change = changeOf(deps, before, action, decision.events, wish, now)
  const saved = await deps.store.save(change)
  if (saved.outcome === 'lost') return null
  if (saved.outcome === 'seen')
    return { ok: true, conversation: saved.conversation, message: saved.message }
  deps.saved?.(before, saved.conversation, change.events)
  // What waited behind a withdrawn reply need not wait any longer.
  deps.wake(change.cancel.length > 0 ? [...saved.lanes, visitorLane(change.after.id)] : saved.lanes)
  tell(deps.log, saved.conversation, change)
  return { ok: true, conversation: saved.conversation.id, message: mainMessage(action) }
}

/** A second delivery of what was done already is answered as the first was, though it would be refused now. */
async function takenOrRefused(deps: RouterDeps, wish: Wish, refusal: Refusal): Promise<Answer> {
  const taken = wish.source ? await deps.store.taken(wish.source.door, wish.source.id) : null
  return taken ? { ok: true, ...taken } : refused(refusal)
}

function changeOf(
  deps: RouterDeps,
  before: Conversation | null,
  action: Action,
  events: readonly Event[],
  wish: Wish,
  now: number,
): Change {
  const id = before?.id ?? (action.type === 'write' ? action.seed.id : ('' as ConversationId))
  const known = new Map<MessageId, Message>()
  if ('target' in action) known.set(action.target.id, action.target)
  const changed = new Map<MessageId, Message>()
  const recordedEvents: RecordedEvent[] = []
  let conversation = before
  for (const event of events) {
    const seq = (conversation?.events ?? 0) + 1
    const recorded = { conversation: id, seq, at: now, by: wish.by, event }
    for (const message of messagesAfter(conversation, recorded, known)) {
      known.set(message.id, message)
      changed.set(message.id, message)
    }
    conversation = evolve(conversation, recorded)
    recordedEvents.push(recorded)
  }
  if (!conversation) throw new Error('A decision without events came to be saved.')
  const after = { ...conversation, version: (before?.version ?? 0) + 1 }
  const messages = [...changed.values()]
  const shownOn = wish.shown ? [wish.shown.chat] : []
  const reaction = react({ before, after, events: recordedEvents, messages, shownOn })
  return {
    before,
    after,
    events: recordedEvents,
    messages,
    ...reaction,
    timers: [...reaction.timers, ...(deps.due?.(before, after, now) ?? [])],
    ...(wish.turn ? { turn: wish.turn } : {}),
    source: wish.source && { ...wish.source, message: mainMessage(action) },
    links: linksOf(id, action, wish),
  }
}

function linksOf(conversation: ConversationId, action: Action, wish: Wish): Link[] {
  const message = mainMessage(action)
  const { chat = '', ref = null } = wish.shown ?? {}
  return ref !== null && message ? [{ chat, ref, conversation, message }] : []
}

/** The message that an action makes or is about. */
function mainMessage(action: Action): MessageId | null {
  if ('message' in action) return action.message
  return 'target' in action ? action.target.id : null
}

function tell(log: Logger, conversation: Conversation, change: Change): void {
  for (const { event, by, seq } of change.events) {
    log.info(
      {
        conversation: conversation.id,
        number: conversation.number,
        inbox: conversation.inbox,
        by: by.kind,
        seq,
      },
      event.type,
    )
  }
}

/** A new id for a message. */
export function newMessageId(): MessageId {
  return randomUUID() as MessageId
}

/** A new id for a conversation. */
export function newConversationId(): ConversationId {
  return randomUUID() as ConversationId
}
