import type { Action, Refusal } from '../conversation/actions.ts'
import { mayActAs } from '../conversation/actor.ts'
import type { Conversation } from '../conversation/conversation.ts'
import { assigneeOf } from '../conversation/conversation.ts'
import type { AgentId, ConversationId } from '../conversation/ids.ts'
import type { Due } from '../conversation/sla.ts'
import { overdueIn, waitsSince } from '../conversation/sla.ts'
import type { Change, Clock, People, Store } from '../ports.ts'
import type { AssignRules } from './assign-rules.ts'
import { invalid } from './refusals.ts'

export interface SlaDeps {
  readonly store: Pick<Store, 'load'>
  readonly people: Pick<People, 'all'>
  readonly clock: Clock
  /** By when its visitor is to be answered, as the settings are now. */
  due(conversation: Conversation): Due | null
  rules(): Pick<AssignRules, 'agents'>
}

/** Promises of how soon visitors are answered: kept by a timer for each wait. */
export interface Sla {
  /** As of `RouterDeps.due`. */
  timers(before: Conversation | null, after: Conversation): Change['timers']
  /** What is to be done when that timer rings. */
  overdue(conversation: Conversation): Promise<Action | Refusal>
  /** When it is to ring instead, where the settings now give more time (epoch ms); else null. */
  later(id: ConversationId): Promise<number | null>
}

export function keepingSla(deps: SlaDeps): Sla {
  const openDue = (conversation: Conversation) =>
    overdueIn(conversation) ? null : deps.due(conversation)

  /** Who is to answer what nobody has. */
  async function onDuty(team: string | null): Promise<readonly AgentId[]> {
    if (team === null) return []
    const { agents } = deps.rules()
    const members = await deps.people.all()
    return members.flatMap(({ id, role, active, onDuty: isOn, teams }) => {
      const its = agents.find((one) => one.id === id)?.teams ?? teams
      return active && isOn && mayActAs(role, 'agent') && its.includes(team) ? [id] : []
    })
  }

  return {
    timers(before, after) {
      const timer = { conversation: after.id, kind: 'sla' } as const
      const due = openDue(after)
      // The one that stands may be of other settings than now.
      if (due) return [{ ...timer, at: due.at }]
      return before && mayHaveTimer(before) ? [{ ...timer, at: null }] : []
    },
    async overdue(conversation) {
      const due = openDue(conversation)
      if (!due || due.at > deps.clock.now()) return invalid('No reply is due.')
      const told = assigneeOf(conversation) ? [] : await onDuty(conversation.team)
      return { type: 'callOverdue', due, told }
    },
    async later(id) {
      const conversation = await deps.store.load(id)
      const due = conversation && openDue(conversation)
      return due && due.at > deps.clock.now() ? due.at : null
    },
  }
}

function mayHaveTimer(conversation: Conversation): boolean {
  return conversation.sla !== undefined && waitsSince(conversation) !== null
}
