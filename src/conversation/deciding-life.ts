import type { Action } from './actions.ts'
import type { Human } from './actor.ts'
import { mayActAs } from './actor.ts'
import type { Conversation } from './conversation.ts'
import { assigneeOf, hasJoined } from './conversation.ts'
import type { Decision } from './decision.ts'
import { events, refuse } from './decision.ts'
import type { Event } from './events.ts'
import type { MessageId } from './ids.ts'
import { isEmpty, textContent } from './message.ts'

const LONGEST_SNOOZE = 365 * 86_400_000

export function snooze(conversation: Conversation, until: number, now: number): Decision {
  if (conversation.status === 'closed') {
    return refuse('closed', 'This conversation is closed: there is nothing to snooze.')
  }
  if (until <= now) return refuse('invalid', 'That time has passed. Snooze until a time to come.')
  if (until - now > LONGEST_SNOOZE) return refuse('invalid', 'A year is the longest snooze.')
  return events({ type: 'snoozed', until })
}

export function close(
  conversation: Conversation,
  action: Extract<Action, { type: 'close' }>,
  by: Human | null,
): Decision {
  if (conversation.status === 'closed')
    return refuse('unchanged', 'This conversation is closed already.')
  const assignee = assigneeOf(conversation)
  if (by && assignee && !hasJoined(conversation, by.id) && !mayActAs(by.role, 'supervisor')) {
    return refuse(
      'not-yours',
      `${assignee.name} has this one; only they or a supervisor can close it.`,
    )
  }
  return events(...noteOf(action), { type: 'closed', outcome: action.outcome, note: action.note })
}

export function tag(conversation: Conversation, name: string): Decision {
  if (conversation.tags.includes(name))
    return refuse('unchanged', `It has the tag “${name}” already.`)
  if (conversation.tags.length >= 20) return refuse('invalid', 'Twenty tags are the most.')
  return events({ type: 'tagged', tag: name })
}

export function prioritise(
  conversation: Conversation,
  priority: Conversation['priority'],
): Decision {
  if (conversation.priority === priority)
    return refuse('unchanged', `Its priority is ${priority} already.`)
  return events({ type: 'prioritised', priority })
}

/** What was said with it, kept in the thread as a note like any other. */
export function noteOf(action: { readonly note: string; readonly message: MessageId }): Event[] {
  const content = textContent(action.note)
  return isEmpty(content) ? [] : [{ type: 'noted', message: action.message, content, gated: false }]
}
