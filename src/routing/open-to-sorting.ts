import type { Conversation } from '../conversation/conversation.ts'
import { isUntouched, labelledByPerson } from '../conversation/deciding-labels.ts'
import type { RecordedEvent } from '../conversation/events.ts'
import type { Given } from '../conversation/labels.ts'

/**
 * True as long as it is nobody’s, and what it is about is not surely known: what its visitor writes on may still
 * say where it belongs. `sure`: how sure a machine must be, from 0 to 1.
 */
export function isOpenToSorting(conversation: Conversation, sure: number): boolean {
  const { labels } = conversation
  const isSure = (given: Given | undefined) =>
    given !== undefined && (given.confidence ?? 1) >= sure
  return (
    isUntouched(conversation) &&
    !labelledByPerson(conversation) &&
    !isSure(labels?.intent) &&
    !isSure(labels?.department)
  )
}

/** Its visitor has written, changed or taken back something. */
export function changesWords({ event: { type } }: RecordedEvent): boolean {
  return type === 'visitorWrote' || type === 'visitorEdited' || type === 'visitorRemoved'
}

/** A person moved it, or said how urgent it is: nothing that a machine says undoes that. */
export function saysWhere({ by, event }: RecordedEvent): boolean {
  return by.kind === 'human' && PLACING.has(event.type)
}

/** From then on it is sorted no more, though nobody has it now. */
export function endsSorting(recorded: RecordedEvent): boolean {
  const { event } = recorded
  const isOverflow = event.type === 'rerouted' && event.why === 'overflow'
  return saysWhere(recorded) || isOverflow || HAD.has(event.type)
}

type Type = RecordedEvent['event']['type']

const PLACING: ReadonlySet<Type> = new Set<Type>(['moved', 'prioritised', 'rerouted'])
/** Somebody has had it, or has said what it is about. */
const HAD: ReadonlySet<Type> = new Set<Type>([
  'claimed',
  'joined',
  'assigned',
  'takenOver',
  'transferred',
  'replied',
  'labelled',
  'snoozed',
  'closed',
])
