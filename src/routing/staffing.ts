import type { Queued, Seat } from '../commands/command.ts'
import { mayActAs } from '../conversation/actor.ts'
import type { Conversation } from '../conversation/conversation.ts'
import { teamOf } from './assign-rules.ts'
import { choosing } from './choosing.ts'
import type { ChoosingDeps } from './choosing.ts'
import type { QueuePlace } from './queue-place.ts'

/** What people may know of how conversations are given out. */
export interface Staffing {
  /** Who of a team answers visitors; nobody where there is no such team. */
  staff(team: string): Promise<readonly Seat[]>
  /** How it stands in its team’s queue, and why; null where it stands in none, or nobody is given any in order. */
  queued(conversation: Conversation): Promise<Queued | null>
}

export function staffing(deps: ChoosingDeps, queuePlace: QueuePlace): Staffing {
  const { standing, choose } = choosing(deps)
  return {
    async staff(id) {
      const team = teamOf(deps.rules(), id)
      if (!team) return []
      const { candidates } = await standing(team)
      return candidates.filter(
        ({ active, role, teams }) => active && mayActAs(role, 'agent') && teams.includes(id),
      )
    },
    async queued(conversation) {
      const place = await queuePlace(conversation)
      const team = teamOf(deps.rules(), conversation.team)
      if (place === null || !team) return null
      const { to, why } = await choose(conversation, await standing(team))
      return { team: team.name, place, why: to ? null : why }
    },
  }
}
