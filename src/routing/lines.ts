import { nameOf } from '../conversation/actor.ts'
import type { Conversation } from '../conversation/conversation.ts'
import { assigneeOf } from '../conversation/conversation.ts'
import type { Event, MoodTurned, RecordedEvent } from '../conversation/events.ts'
import type { AgentId } from '../conversation/ids.ts'
import { chatNames, inChats, isIn } from '../conversation/places.ts'
import { labelledSo } from '../conversation/said-of-labels.ts'
import { overdueWords } from '../conversation/sla.ts'
import { duration } from '../conversation/words.ts'
import type { TeamJob } from '../ports.ts'
import { entered, newWhere } from './sorted-line.ts'

type Line = Extract<TeamJob, { do: 'line' }>
type Rerouted = Extract<Event, { type: 'rerouted' }>

interface Words {
  readonly text: string
  readonly tone?: 'alert'
  readonly for?: readonly AgentId[]
  readonly supervisors?: boolean
}

/** The line that a thread shows for an event, or null where the thread shows it otherwise. */
export function lineFor(recorded: RecordedEvent, after: Conversation): Line | null {
  const words = say(recorded, nameOf(recorded.by), after)
  if (!words) return null
  return {
    do: 'line',
    id: `${recorded.conversation}:${recorded.seq}`,
    at: recorded.at,
    text: words.text,
    tone: words.tone ?? 'info',
    for: words.for ?? [],
    supervisors: words.supervisors ?? false,
    ...asOf(recorded),
  }
}

function say({ event, at }: RecordedEvent, by: string, after: Conversation): Words | null {
  switch (event.type) {
    case 'claimed':
      return { text: `${event.assignee.name} claimed this${pastWhom(event.past)}.` }
    case 'joined':
      return { text: `${event.agent.name} joined.` }
    case 'released':
      return { text: `${by} gave this back to the queue.` }
    case 'assigned':
      return {
        text: givenTo(event, by),
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
    case 'labelled':
      return { text: `${labelledSo(event, by)}.` }
    case 'rerouted':
      return { text: event.said ?? sentOn(event, by) }
    case 'moved':
      return { text: whereTo(event, by), ...alertOther(after, by) }
    case 'overdue':
      return { text: overdueWords(event, at, after), ...alertToAnswer(event.told, after) }
    case 'moodTurned':
      return { text: turnedSo(event), tone: 'alert', supervisors: true }
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

/** It need not be told where a thread opens with it. */
function asOf({ event, seq }: RecordedEvent): Pick<Line, 'asOf'> {
  return event.type === 'rerouted' && (event.why === 'labels' || event.why === 'words')
    ? { asOf: seq }
    : {}
}

function sentOn({ why, rule, team, places, from }: Rerouted, by: string): string {
  const where = newWhere(team, entered(from, places))
  const now = where === '' ? '.' : `: it is ${where} now.`
  if (why === 'person') return `${by} sent this on${now}`
  if (why === 'overflow') return `Nobody was free${now}`
  return `${rule === undefined ? 'No rule holds any more' : `Rule “${rule}” holds now`}${now}`
}

function pastWhom(past: number | undefined): string {
  if (past === undefined) return ''
  return `, past ${past} that ${past === 1 ? 'was' : 'were'} before it in the queue`
}

function givenTo({ assignee, why }: Extract<Event, { type: 'assigned' }>, by: string): string {
  const { name } = assignee
  return why === undefined ? `${by} assigned this to ${name}.` : `Given to ${name}, ${why}.`
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

const LIST = new Intl.ListFormat('en-GB')

function turnedSo({ messages, of, within, conversations }: MoodTurned): string {
  const where = LIST.format(conversations.map((number) => `#${number}`))
  const many = `${messages} of ${of} messages to this inbox were clipped or negative`
  return `Is something wrong? Within ${duration(within)} ${many}, in ${where}.`
}

/** Who has it answers; where nobody has, whoever is there to, and the supervisors see to it. */
function alertToAnswer(told: readonly AgentId[], after: Conversation): Omit<Words, 'text'> {
  return assigneeOf(after) ? alertFor(after) : { tone: 'alert', for: told, supervisors: true }
}

function alertFor(after: Conversation): Pick<Words, 'tone' | 'for'> {
  const assignee = assigneeOf(after)
  return assignee ? { tone: 'alert', for: [assignee.id] } : { tone: 'alert', for: [] }
}
