import type { AgentRef } from './actor.ts'
import type { Claimed, Closed, Conversation, Formerly, Snoozed, Waiting } from './conversation.ts'
import { assigneeOf } from './conversation.ts'
import type { Event } from './events.ts'
import type { AgentId } from './ids.ts'

/** In the hands of `assignee`, who speaks for it from then on, and `from` no more. */
export function claimed(
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

/** In the queue again, where those who still have joined may speak for it. */
export function waiting(
  conversation: Conversation,
  joined: readonly AgentId[],
  formerly: Formerly | null = null,
): Waiting {
  return { ...common(conversation), joined, status: 'waiting', ...(formerly ? { formerly } : {}) }
}

/** Asleep until then (epoch ms), kept for who had it. */
export function snoozed(conversation: Conversation, until: number): Snoozed {
  const assignee = assigneeOf(conversation)
  return {
    ...common(conversation),
    status: 'snoozed',
    until,
    assignee,
    ...formerlyOf(conversation),
  }
}

/** Awake, with who had it, or in the queue. */
export function woke(conversation: Conversation, at: number): Claimed | Waiting {
  const assignee = assigneeOf(conversation)
  return assignee
    ? claimed(conversation, assignee, null, at)
    : { ...waiting(conversation, conversation.joined), ...formerlyOf(conversation) }
}

/** Who had it before it waited or slept, where that is known. */
function formerlyOf(conversation: Conversation): Pick<Waiting, 'formerly'> {
  const { status } = conversation
  const formerly = status === 'waiting' || status === 'snoozed' ? conversation.formerly : undefined
  return formerly ? { formerly } : {}
}

/** Over, for now: nobody has joined it any more, and nobody waits. */
export function closed(
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
    ...optional(conversation),
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
  }
}

/** What not every conversation has. */
function optional(conversation: Conversation) {
  const { rule, language, assign, skills, sla, labels, left, overdue } = conversation
  return {
    ...(rule === undefined ? {} : { rule }),
    ...(language === undefined ? {} : { language }),
    ...(assign === undefined ? {} : { assign }),
    ...(skills === undefined ? {} : { skills }),
    ...(sla === undefined ? {} : { sla }),
    ...(labels === undefined ? {} : { labels }),
    ...(left === undefined ? {} : { left }),
    ...(overdue === undefined ? {} : { overdue }),
  }
}

/** These and this agent. */
export function withAgent(joined: readonly AgentId[], agent: AgentId): readonly AgentId[] {
  return joined.includes(agent) ? joined : [...joined, agent]
}

/** These but for this agent. */
export function without(joined: readonly AgentId[], agent: AgentId): readonly AgentId[] {
  return joined.filter((other) => other !== agent)
}
