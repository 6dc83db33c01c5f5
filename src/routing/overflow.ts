import type { Action, Refusal } from '../conversation/actions.ts'
import type { Conversation } from '../conversation/conversation.ts'
import { isUntouched } from '../conversation/deciding-labels.ts'
import { duration } from '../conversation/words.ts'
import type { Change, Store } from '../ports.ts'
import type { AssignRules } from './assign-rules.ts'
import { teamOf } from './assign-rules.ts'
import { invalid } from './refusals.ts'

/** When another team is to get what nobody takes: set as soon as it waits for a team, and ended when somebody has it. */
export function overflowTimers(
  rules: AssignRules,
  before: Conversation | null,
  after: Conversation,
  now: number,
): Change['timers'] {
  const timer = { conversation: after.id, kind: 'overflow' } as const
  const [had, has] = [before && helpFor(rules, before), helpFor(rules, after)]
  if (has) return had && before?.team === after.team ? [] : [{ ...timer, at: now + has.after }]
  return had ? [{ ...timer, at: null }] : []
}

/** Which team is to have it as long as nobody takes it, and after how many ms. */
function helpFor(rules: AssignRules, conversation: Conversation) {
  return isUntouched(conversation) ? (teamOf(rules, conversation.team)?.overflow ?? null) : null
}

/** Hands on what nobody took in time, where it stands, once: what came by this way stays. */
export async function overflowing(
  { store, rules }: { readonly store: Pick<Store, 'events'>; readonly rules: AssignRules },
  conversation: Conversation,
): Promise<Action | Refusal> {
  const from = teamOf(rules, conversation.team)
  const to = teamOf(rules, from?.overflow?.team ?? null)
  if (!from?.overflow || !to) return invalid('Nobody else is to have it.')
  const events = await store.events(conversation.id)
  if (events.some(({ event }) => event.type === 'rerouted' && event.why === 'overflow'))
    return invalid('It was handed on once already.')
  const { places, priority, skills, sla, rule } = conversation
  const route = {
    places,
    priority,
    team: to.id,
    tags: [],
    ...(skills === undefined ? {} : { skills }),
    ...(sla === undefined ? {} : { sla }),
  }
  const waited = duration(from.overflow.after)
  const said = `Nobody of ${from.name} was free for ${waited}: this is with ${to.name} now.`
  return {
    type: 'reroute',
    why: 'overflow',
    to: { route, said, ...(rule === undefined ? {} : { rule }) },
  }
}
