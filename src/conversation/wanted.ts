import type { Status } from './conversation.ts'
import type { AgentId } from './ids.ts'

/** Which conversations a list is to hold: all that every given field is true of. */
export interface Wanted {
  /** Only those of this member, or of nobody. */
  readonly assignee?: AgentId | 'nobody'
  /** Any of these; all but closed when missing. */
  readonly statuses?: readonly Status[]
  /** Begins the number, or is in the visitor's name, case aside. */
  readonly search?: string
  /** Only those that wait for an answer. */
  readonly waiting?: true
  readonly limit: number
}
