import { nameOf } from '../conversation/actor.ts'
import type { Conversation } from '../conversation/conversation.ts'
import { assigneeOf } from '../conversation/conversation.ts'
import type { Event, RecordedEvent } from '../conversation/events.ts'
import type { AgentId } from '../conversation/ids.ts'
import { chatNames, inChats, isIn } from '../conversation/places.ts'
import type { TeamJob } from '../ports.ts'

type Line = Extract<TeamJob, { do: 'line' }>

interface Words {
  readonly text: string
  readonly tone?: 'alert'
  readonly for?: readonly AgentId[]
  readonly supervisors?: boolean
}

/** The line that a thread shows for an event, or null where the thread shows it otherwise. */
export function lineFor(recorded: RecordedEvent, after: Conversation): Line | null {
  const words = say(recorded.event, nameOf(recorded.by), after)
  if (!words) return null
  return {
    do: 'line',
    id: `${recorded.conversation}:${recorded.seq}`,
    at: recorded.at,
    text: words.text,
    tone: words.tone ?? 'info',
    for: words.for ?? [],
    supervisors: words.supervisors ?? false,
  }
}

function say(event: Event, by: string, after: Conversation): Words | null {
  switch (event.type) {
    case 'claimed':
      return { text: `${event.assignee.name} claimed this.` }
    case 'joined':
      return { text: `${event.agent.name} joined.` }
    case 'released':
      return { text: `${by} gave this back to the queue.` }
    case 'assigned':
      return {
        text: `${by} assigned this to ${event.assignee.name}.`,
        tone: 'alert',
        for: [event.assignee.id],
      }
    case 'transferred':
      return {
        text: `${by} handed this to ${event.assignee.name}.`,
        tone: 'alert',
        for: [event.assignee.id],
      }
    case 'takenOver':
      return event.from
        ? {
            text: `${by} took this over from ${event.from.name}.`,
            tone: 'alert',
            for: [event.from.id],
          }
        : { text: `${by} took this.` }
    case 'snoozed':
      return { text: `${by} snoozed this.` }
    case 'woke':
      return { text: 'Back from snooze.', ...alertFor(after) }
    case 'closed':
      return { text: `${by} closed this: ${event.outcome}.` }
    case 'reopened':
      return {
        text: by === after.visitor.name ? `${by} wrote again: reopened.` : `${by} reopened this.`,
      }
    case 'tagged':
      return { text: `${by} added the tag ${event.tag}.` }
    case 'untagged':
      return { text: `${by} took off the tag ${event.tag}.` }
    case 'prioritised':
      return { text: `${by} set the priority to ${event.priority}.` }
    case 'moved':
      return { text: whereTo(event, by), ...alertOther(after, by) }
    case 'deliveryFailed':
      return {
        text: `A reply did not reach ${after.visitor.name}: ${event.reason} Press Retry beside it.`,
        ...alertFor(after),
        supervisors: true,
      }
    case 'visitorLost':
      return {
        text: `Answers do not reach ${after.visitor.name}: ${event.reason}`,
        ...alertFor(after),
      }
    default:
      return null
  }
}

function whereTo({ places, from }: Extract<Event, { type: 'moved' }>, by: string): string {
  const isAdded = from.every(({ chat }) => isIn({ places }, chat))
  if (!isAdded) return `${by} moved this to ${chatNames(places)}.`
  const added = places.filter(({ chat }) => !isIn({ places: from }, chat))
  return `${by} shows this ${inChats(added)}, too.`
}

/** Who has it is alerted to what a colleague did. */
function alertOther(after: Conversation, by: string): Pick<Words, 'tone' | 'for'> {
  const assignee = assigneeOf(after)
  return assignee && assignee.name !== by ? alertFor(after) : {}
}

function alertFor(after: Conversation): Pick<Words, 'tone' | 'for'> {
  const assignee = assigneeOf(after)
  return assignee ? { tone: 'alert', for: [assignee.id] } : { tone: 'alert', for: [] }
}
