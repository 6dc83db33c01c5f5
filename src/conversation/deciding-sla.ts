import type { Action } from './actions.ts'
import type { Conversation } from './conversation.ts'
import type { Decision } from './decision.ts'
import { events, refuse } from './decision.ts'
import { overdueIn, waitsSince } from './sla.ts'

/** A reply has not come in time: told of once in each wait. */
export function callOverdue(
  conversation: Conversation,
  { due, told }: Extract<Action, { type: 'callOverdue' }>,
): Decision {
  const since = waitsSince(conversation)
  if (since === null) return refuse('unchanged', 'Nobody waits for an answer here.')
  if (overdueIn(conversation)) return refuse('unchanged', 'The team knows that it is overdue.')
  const { which, policy, at } = due
  return events({ type: 'overdue', which, policy, since, due: at, told })
}
