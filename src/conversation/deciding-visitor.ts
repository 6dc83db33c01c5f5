import type { Action } from './actions.ts'
import type { Actor } from './actor.ts'
import type { Conversation } from './conversation.ts'
import type { Decision } from './decision.ts'
import { events, refuse } from './decision.ts'
import { reactAsVisitor } from './deciding-reactions.ts'
import type { Event } from './events.ts'
import type { Content, Message } from './message.ts'
import { isEmpty, sameContent } from './message.ts'

/** What a visitor may do: write, change or take back their own words, and react to replies. */
export function decideForVisitor(
  conversation: Conversation | null,
  action: Action,
  by: Actor,
  now: number,
): Decision {
  if (action.type === 'write') return visitorWrites(conversation, action)
  if (!conversation) return refuse('invalid', 'There is no such conversation.')
  switch (action.type) {
    case 'rewrite':
      return visitorEdits(action.target, action.content)
    case 'unwrite':
      return visitorRemoves(action.target)
    case 'react':
      return reactAsVisitor(action, by, now)
    case 'receive':
      return advance(action.upTo, conversation.delivered, conversation.messages, 'visitorReceived')
    case 'see':
      return advance(action.upTo, conversation.seen, conversation.messages, 'visitorSaw')
    case 'lose':
      return events({ type: 'visitorLost', reason: action.reason })
    case 'retry':
      return sendAgain(action.target)
    default:
      return refuse('not-allowed', 'Visitors cannot do that.')
  }
}

function visitorWrites(
  conversation: Conversation | null,
  action: Extract<Action, { type: 'write' }>,
): Decision {
  if (isEmpty(action.content)) return refuse('empty', 'There is nothing in this message yet.')
  const wrote: Event = { type: 'visitorWrote', message: action.message, content: action.content }
  if (!conversation) {
    const { id: _, ...seed } = action.seed
    return events({ type: 'opened', ...seed }, wrote)
  }
  if (conversation.status === 'closed') return events({ type: 'reopened' }, wrote)
  if (conversation.status === 'snoozed') return events({ type: 'woke' }, wrote)
  return events(wrote)
}

/** Their door can reach them again: what failed for that needs nobody's press. */
function sendAgain(target: Message): Decision {
  if (target.kind !== 'reply' || target.failed === undefined)
    return refuse('unchanged', 'This message did not fail.')
  if (target.removedAt !== undefined) return refuse('too-late', 'This message was deleted.')
  return events({ type: 'deliveryRetried', message: target.id })
}

function visitorEdits(target: Message, content: Content): Decision {
  if (target.kind !== 'visitor') return refuse('not-yours', 'Only your own messages can be edited.')
  if (target.removedAt !== undefined) return refuse('too-late', 'This message was deleted.')
  if (isEmpty(content))
    return refuse('empty', 'An edited message needs some text. Delete it instead.')
  if (sameContent(target.content, content)) return refuse('unchanged', 'Nothing was changed.')
  return events({ type: 'visitorEdited', message: target.id, content })
}

function visitorRemoves(target: Message): Decision {
  if (target.kind !== 'visitor')
    return refuse('not-yours', 'Only your own messages can be deleted.')
  if (target.removedAt !== undefined) return refuse('unchanged', 'This message is already deleted.')
  return events({ type: 'visitorRemoved', message: target.id })
}

function advance(
  upTo: number,
  known: number,
  newest: number,
  type: 'visitorReceived' | 'visitorSaw',
): Decision {
  if (upTo <= known || upTo > newest) return refuse('unchanged', 'That is known already.')
  return events({ type, upTo })
}
