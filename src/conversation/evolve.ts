import type { AgentRef } from './actor.ts'
import type { Claimed, Closed, Conversation, Place, Snoozed, Waiting } from './conversation.ts'
import { assigneeOf } from './conversation.ts'
import type { Event, RecordedEvent } from './events.ts'
import type { AgentId, ConversationId } from './ids.ts'
import { isIn } from './places.ts'

type Opened = Extract<Event, { type: 'opened' }>

/**
 * The conversation after an event. Pure and total: an event that was recorded is never refused.
 * From null only `opened` makes a conversation; its number is 0 until the store gives it one.
 */
export function evolve(conversation: Conversation | null, recorded: RecordedEvent): Conversation {
  const { event, at } = recorded
  if (!conversation) {
    if (event.type !== 'opened')
      throw new Error(`A conversation cannot begin with “${event.type}”.`)
    return opened(recorded.conversation, event, at)
  }
  return { ...next(conversation, event, at), events: conversation.events + 1 }
}

function opened(id: ConversationId, event: Opened, at: number): Waiting {
  return {
    id,
    number: 0,
    inbox: event.inbox,
    visitor: event.visitor,
    door: event.door,
    places: event.places,
    team: event.team,
    priority: event.priority,
    tags: event.tags,
    openedAt: at,
    version: 0,
    events: 1,
    messages: 0,
    replies: 0,
    joined: [],
    waitingSince: null,
    answered: null,
    firstReplyAt: null,
    delivered: 0,
    seen: 0,
    status: 'waiting',
  }
}

function next(conversation: Conversation, event: Event, at: number): Conversation {
  switch (event.type) {
    case 'opened':
    case 'visitorEdited':
    case 'visitorRemoved':
    case 'agentEdited':
    case 'agentRemoved':
    case 'deliveryFailed':
    case 'deliveryRetried':
    case 'visitorLost':
    case 'reacted':
      return conversation
    case 'visitorWrote':
      return {
        ...conversation,
        messages: conversation.messages + 1,
        waitingSince: conversation.waitingSince ?? at,
      }
    case 'visitorReceived':
      return { ...conversation, delivered: event.upTo }
    case 'visitorSaw':
      return {
        ...conversation,
        seen: event.upTo,
        delivered: Math.max(conversation.delivered, event.upTo),
      }
    case 'noted':
      return { ...conversation, messages: conversation.messages + 1 }
    case 'replied':
      return replied(conversation, at)
    case 'replyWithdrawn':
      return withdrawn(conversation, event.waitingSince)
    case 'claimed':
      return claimed(conversation, event.assignee, null, at)
    case 'joined':
      return { ...conversation, joined: withAgent(conversation.joined, event.agent.id) }
    case 'assigned':
    case 'takenOver':
    case 'transferred':
      return claimed(conversation, event.assignee, event.from, at)
    case 'released':
      return waiting(conversation, without(conversation.joined, event.assignee.id))
    case 'snoozed':
      return snoozed(conversation, event.until)
    case 'woke':
      return woke(conversation, at)
    case 'closed':
      return closed(conversation, event, at)
    case 'reopened':
      return waiting(conversation, [])
    case 'tagged':
      return { ...conversation, tags: [...conversation.tags, event.tag] }
    case 'untagged':
      return { ...conversation, tags: conversation.tags.filter((tag) => tag !== event.tag) }
    case 'prioritised':
      return { ...conversation, priority: event.priority }
    case 'moved':
      return moved(conversation, event.places)
  }
}

function replied(conversation: Conversation, at: number): Conversation {
  const { waitingSince, answered } = conversation
  return {
    ...conversation,
    messages: conversation.messages + 1,
    replies: conversation.replies + 1,
    waitingSince: null,
    answered:
      waitingSince === null
        ? answered && { ...answered, live: answered.live + 1 }
        : { since: waitingSince, live: 1 },
    firstReplyAt: conversation.firstReplyAt ?? at,
  }
}

function withdrawn(conversation: Conversation, waitingSince: number | null): Conversation {
  const { answered } = conversation
  const replies = conversation.replies - 1
  return {
    ...conversation,
    replies,
    waitingSince,
    answered: answered && answered.live > 1 ? { ...answered, live: answered.live - 1 } : null,
    firstReplyAt: replies === 0 ? null : conversation.firstReplyAt,
  }
}

function claimed(
  conversation: Conversation,
  assignee: AgentRef,
  from: AgentRef | null,
  at: number,
): Claimed {
  const joined = from ? without(conversation.joined, from.id) : conversation.joined
  return {
    ...common(conversation),
    joined: withAgent(joined, assignee.id),
    status: 'claimed',
    assignee,
    claimedAt: at,
  }
}

function waiting(conversation: Conversation, joined: readonly AgentId[]): Waiting {
  return { ...common(conversation), joined, status: 'waiting' }
}

function snoozed(conversation: Conversation, until: number): Snoozed {
  return { ...common(conversation), status: 'snoozed', until, assignee: assigneeOf(conversation) }
}

function woke(conversation: Conversation, at: number): Claimed | Waiting {
  const assignee = assigneeOf(conversation)
  return assignee
    ? claimed(conversation, assignee, null, at)
    : waiting(conversation, conversation.joined)
}

function moved(conversation: Conversation, places: readonly Place[]): Conversation {
  const stand = [...conversation.places, ...(conversation.left ?? [])]
  const left = stand.filter(({ chat }) => !isIn({ places }, chat))
  return { ...conversation, places, left }
}

function closed(
  conversation: Conversation,
  event: Extract<Event, { type: 'closed' }>,
  at: number,
): Closed {
  return {
    ...common(conversation),
    joined: [],
    waitingSince: null,
    answered: null,
    status: 'closed',
    outcome: event.outcome,
    closedAt: at,
    lastAssignee: assigneeOf(conversation),
  }
}

/** Only what every status has, so that nothing of the former status stays behind. */
function common(conversation: Conversation): Omit<Waiting, 'status'> {
  return {
    id: conversation.id,
    number: conversation.number,
    inbox: conversation.inbox,
    visitor: conversation.visitor,
    door: conversation.door,
    places: conversation.places,
    team: conversation.team,
    priority: conversation.priority,
    tags: conversation.tags,
    openedAt: conversation.openedAt,
    version: conversation.version,
    events: conversation.events,
    messages: conversation.messages,
    replies: conversation.replies,
    joined: conversation.joined,
    waitingSince: conversation.waitingSince,
    answered: conversation.answered,
    firstReplyAt: conversation.firstReplyAt,
    delivered: conversation.delivered,
    seen: conversation.seen,
    ...(conversation.left ? { left: conversation.left } : {}),
  }
}

function withAgent(joined: readonly AgentId[], agent: AgentId): readonly AgentId[] {
  return joined.includes(agent) ? joined : [...joined, agent]
}

function without(joined: readonly AgentId[], agent: AgentId): readonly AgentId[] {
  return joined.filter((other) => other !== agent)
}
