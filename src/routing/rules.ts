import type { Place, Priority } from '../conversation/conversation.ts'

/** Where a new conversation goes. */
export interface Route {
  readonly places: readonly Place[]
  readonly team: string | null
  readonly priority: Priority
  readonly tags: readonly string[]
  /** Ms after its close in which a visitor's words reopen it; later ones begin a new conversation. */
  readonly reopenWithin: number
}
