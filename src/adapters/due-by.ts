import type { Settings } from '../config.ts'
import type { Conversation } from '../conversation/conversation.ts'
import type { Due } from '../conversation/sla.ts'
import { dueOf } from '../conversation/sla.ts'

/** By when a conversation’s visitor is to be answered, as the settings say now; null where they do not. */
export function dueBy(
  { sla, inboxes }: Pick<Settings, 'sla' | 'inboxes'>,
  conversation: Conversation,
): Due | null {
  const its = inboxes.find(({ id }) => id === conversation.inbox)
  return its ? dueOf(conversation, sla, its.hours) : null
}
