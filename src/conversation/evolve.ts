import type { Conversation, Formerly, Place, Route, Waiting } from './conversation.ts'
import type { Event, Opened, RecordedEvent } from './events.ts'
import type { ConversationId } from './ids.ts'
import { relabelled } from './labels.ts'
import { isSameSpot } from './places.ts'
import { claimed, closed, snoozed, waiting, withAgent, without, woke } from './statuses.ts'
import { replied, withdrawn } from './waits.ts'

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
    ...askedOf(event),
    ...(event.language === undefined ? {} : { language: event.language }),
    ...(event.rule === undefined ? {} : { rule: event.rule }),
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
    case 'moodTurned':
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
      return waiting(conversation, without(conversation.joined, event.assignee.id), {
        agent: event.assignee,
        released: true,
      })
    case 'snoozed':
      return snoozed(conversation, event.until)
    case 'woke':
      return woke(conversation, at)
    case 'closed':
      return closed(conversation, event, at)
    case 'reopened':
      return waiting(conversation, [], whoHadIt(conversation))
    case 'tagged':
      return { ...conversation, tags: [...conversation.tags, event.tag] }
    case 'untagged':
      return { ...conversation, tags: conversation.tags.filter((tag) => tag !== event.tag) }
    case 'prioritised':
      return { ...conversation, priority: event.priority }
    case 'moved':
      return moved(
        conversation,
        event.places.map((place) => formerly(conversation, place)),
      )
    case 'classified':
      return { ...conversation, labels: relabelled(conversation.labels, event.labels, event.anew) }
    case 'labelled':
      return { ...conversation, labels: { ...conversation.labels, [event.kind]: event.label } }
    case 'rerouted':
      return rerouted(conversation, event)
    case 'overdue': {
      const { which, policy, since, due } = event
      return { ...conversation, overdue: { which, policy, since, due } }
    }
  }
}

function whoHadIt(conversation: Conversation): Formerly | null {
  const agent = conversation.status === 'closed' ? conversation.lastAssignee : null
  return agent && { agent, released: false }
}

function rerouted(
  conversation: Conversation,
  event: Extract<Event, { type: 'rerouted' }>,
): Conversation {
  const { assign: _, skills: __, sla: ___, rule: ____, ...rest } = conversation
  const { team, priority, tags, rule } = event
  const sent = { ...rest, ...askedOf(event), team, priority, tags }
  return moved({ ...sent, ...(rule === undefined ? {} : { rule }) }, event.places)
}

/** What a route asks of who answers, as far as it says. */
function askedOf({ assign, skills, sla }: Pick<Route, 'assign' | 'skills' | 'sla'>) {
  return {
    ...(assign === undefined ? {} : { assign }),
    ...(skills === undefined ? {} : { skills }),
    ...(sla === undefined ? {} : { sla }),
  }
}

function moved(conversation: Conversation, places: readonly Place[]): Conversation {
  const stand = [...conversation.places, ...(conversation.left ?? [])]
  const left = stand.filter(
    (place, index) =>
      !places.some((one) => isSameSpot(one, place)) &&
      stand.findIndex((one) => isSameSpot(one, place)) === index,
  )
  return { ...conversation, places, left }
}

/** In a chat that it is in or was in it goes on where it stands there. */
function formerly({ places, left = [] }: Conversation, to: Place): Place {
  return [...places, ...left].find(({ chat }) => chat === to.chat) ?? to
}
