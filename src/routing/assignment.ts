import type { Action, Refusal } from '../conversation/actions.ts'
import type { Conversation } from '../conversation/conversation.ts'
import type { Change, Store } from '../ports.ts'
import type { Assigning, AssigningDeps } from './assigning.ts'
import { createAssigning } from './assigning.ts'
import { overflowing, overflowTimers } from './overflow.ts'
import type { QueuePlace } from './queue-place.ts'
import { queuePlaces } from './queue-place.ts'
import type { Staffing } from './staffing.ts'
import { staffing } from './staffing.ts'

export interface AssignmentDeps extends AssigningDeps {
  readonly store: AssigningDeps['store'] & Pick<Store, 'ahead' | 'events'>
}

/** Who gets what: all that the road asks of it. */
export interface Assignment extends Assigning {
  readonly queuePlace: QueuePlace
  readonly staffing: Staffing
  /** As of `RouterDeps`. */
  due(before: Conversation | null, after: Conversation, now: number): Change['timers']
  /** As of `TimersDeps`. */
  overflow(conversation: Conversation): Promise<Action | Refusal>
}

export function createAssignment(deps: AssignmentDeps): Assignment {
  const { store, rules } = deps
  const queuePlace = queuePlaces(deps)
  return {
    ...createAssigning(deps),
    queuePlace,
    staffing: staffing(deps, queuePlace),
    due: (before, after, now) => overflowTimers(rules(), before, after, now),
    overflow: (conversation) => overflowing({ store, rules: rules() }, conversation),
  }
}
