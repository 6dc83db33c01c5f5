import type { Conversation, Overdue } from './conversation.ts'
import type { Hours } from './hours.ts'
import { afterOpenTime } from './hours.ts'
import { preciseDuration } from './words.ts'

/** How soon visitors are to be answered, in ms: at first, and each time that they write again. Null: no promise. */
export interface SlaPolicy {
  readonly name: string
  readonly first_response: number | null
  readonly next_response: number | null
}

/** By when (epoch ms) a reply is to come, and the policy that says so. */
export interface Due extends Pick<Overdue, 'which' | 'policy'> {
  readonly at: number
}

/**
 * When the visitor is to be answered by the policy that the conversation names, counted in the hours of its
 * inbox; null where nobody waits, it sleeps or is closed, and where the policy is gone or promises nothing.
 */
export function dueOf(
  conversation: Conversation,
  policies: readonly SlaPolicy[],
  hours: Hours,
): Due | null {
  const since = waitsSince(conversation)
  const policy = policies.find(({ name }) => name === conversation.sla)
  if (since === null || !policy) return null
  const which = conversation.firstReplyAt === null ? 'first' : 'next'
  const within = which === 'first' ? policy.first_response : policy.next_response
  const at = within === null ? null : afterOpenTime(hours, since, within)
  return at === null ? null : { at, which, policy: policy.name }
}

/** Since when the visitor waits for somebody who could answer now (epoch ms), or null. */
export function waitsSince({ status, waitingSince }: Conversation): number | null {
  return status === 'waiting' || status === 'claimed' ? waitingSince : null
}

/** The reply that did not come in time, as long as the visitor waits for it; null otherwise. */
export function overdueIn(conversation: Conversation): Overdue | null {
  const since = waitsSince(conversation)
  const { overdue = null } = conversation
  return since !== null && overdue?.since === since ? overdue : null
}

/** What a card says of it around a time, which each surface draws its own way. */
export interface DueWords {
  readonly before: string
  readonly at: number
  readonly after: string
}

/** “Reply due 12:04 (Fast)”, or “Overdue since 12:04 (Fast)” once the team was told; null where nothing is due. */
export function dueWords(conversation: Conversation, due: Due | null): DueWords | null {
  const late = overdueIn(conversation)
  if (late) return { before: 'Overdue since', at: late.due, after: `(${late.policy})` }
  return due && { before: 'Reply due', at: due.at, after: `(${due.policy})` }
}

/** “Nina has waited one minute: by “Fast” the first reply was due.” `at`: when it is said (epoch ms). */
export function overdueWords(
  { since, which, policy }: Overdue,
  at: number,
  { visitor }: Pick<Conversation, 'visitor'>,
): string {
  const waited = preciseDuration(at - since)
  return `${visitor.name} has waited ${waited}: by “${policy}” the ${which} reply was due.`
}
