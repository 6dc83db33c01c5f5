import type { Conversation, Waiting } from './conversation.ts'
import { PRIORITIES } from './conversation.ts'

/** True where a machine may give it to an agent: nobody has it, nor speaks for it beside who had it. */
export function mayBeGiven(conversation: Conversation): conversation is Waiting {
  if (conversation.status !== 'waiting') return false
  return conversation.joined.length === 0 || conversation.formerly !== undefined
}

/** True where it stands in its team’s queue: its visitor waits, and anyone of the team may get it. */
export function isQueued(conversation: Conversation): conversation is Waiting {
  const { team, waitingSince } = conversation
  return mayBeGiven(conversation) && team !== null && waitingSince !== null
}

/** A queue’s order: the most urgent first, of those the longest wait, then the lowest number. 0 is urgent. */
export function queueRank({ priority }: Pick<Conversation, 'priority'>): number {
  return PRIORITIES.length - 1 - PRIORITIES.indexOf(priority)
}
