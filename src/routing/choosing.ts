import type { Conversation } from '../conversation/conversation.ts'
import type { People, Roster, Store } from '../ports.ts'
import type { Candidate, Choice } from './assign.ts'
import { chooseAgent } from './assign.ts'
import type { AssignRules, TeamRules } from './assign-rules.ts'
import { askedBy, candidatesFor, teamOf } from './assign-rules.ts'

export interface ChoosingDeps {
  readonly store: Pick<Store, 'roster' | 'lastAgent'>
  readonly people: Pick<People, 'all'>
  rules(): AssignRules
}

/** Who there is for a team, at one time. */
export interface Standing {
  readonly roster: Roster
  readonly candidates: readonly Candidate[]
}

/** Who there is, and who of them is to have a conversation, as things are now. */
export function choosing({ store, people, rules }: ChoosingDeps) {
  async function standing(team: TeamRules): Promise<Standing> {
    const [members, roster] = await Promise.all([people.all(), store.roster()])
    return { roster, candidates: candidatesFor(rules(), team, members, roster) }
  }

  async function choose(conversation: Conversation, { candidates }: Standing): Promise<Choice> {
    const { visitor, number } = conversation
    const isSticky = teamOf(rules(), conversation.team)?.sticky ?? false
    const lastAgent = isSticky ? await store.lastAgent(visitor.id, number) : null
    return chooseAgent(askedBy(rules(), conversation, lastAgent), candidates)
  }

  return { standing, choose }
}
