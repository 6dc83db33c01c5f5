import type { Conversation } from '../conversation/conversation.ts'
import { isQueued } from '../conversation/queue.ts'
import type { Store } from '../ports.ts'
import type { AssignRules } from './assign-rules.ts'
import { queueOf, teamOf, wayOf } from './assign-rules.ts'

interface Deps {
  readonly store: Pick<Store, 'ahead'>
  rules(): AssignRules
}

/** Its place in its team’s queue, from 1; null where it stands in none, or nobody is given any in order. */
export type QueuePlace = (conversation: Conversation) => Promise<number | null>

export function queuePlaces({ store, rules }: Deps): QueuePlace {
  return async (conversation) => {
    const team = teamOf(rules(), conversation.team)
    if (!team || !isQueued(conversation) || wayOf(rules(), conversation) === 'manual') return null
    return 1 + (await store.ahead(queueOf(team), conversation))
  }
}
