import type { Action } from './actions.ts'
import type { Human } from './actor.ts'
import { mayActAs } from './actor.ts'
import type { Decision } from './decision.ts'
import { events, refuse } from './decision.ts'
import { isEmpty } from './message.ts'

/** A note for one agent alone. It answers nobody and never becomes a reply, so a closed conversation takes it too. */
export function whisper(
  { message, content, to }: Extract<Action, { type: 'whisper' }>,
  by: Human,
): Decision {
  if (!mayActAs(by.role, 'supervisor')) {
    return refuse(
      'not-allowed',
      'Only a supervisor can whisper to one agent. Leave the name out, and it is a note for the whole team.',
    )
  }
  if (to.id === by.id) return refuse('invalid', 'You cannot whisper to yourself. Pick a colleague.')
  if (isEmpty(content)) return refuse('empty', 'There is nothing in this whisper yet.')
  return events({ type: 'noted', message, content, gated: false, to })
}

/** The refusal of what somebody wants of a message that is not theirs to read: as if it were not there. */
export function isHidden(): Decision {
  return refuse('invalid', 'There is no such message any more.')
}
