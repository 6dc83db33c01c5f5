import type { Conversation } from './conversation.ts'
import type { RecordedEvent } from './events.ts'
import type { MessageId } from './ids.ts'
import type { Content, Message } from './message.ts'
import { withReaction } from './reactions.ts'

/**
 * The messages that an event makes or changes, as they are after it. `before` is the conversation
 * before the event; `known` has the messages that the event is about, unless it makes them.
 */
export function messagesAfter(
  before: Conversation | null,
  recorded: RecordedEvent,
  known: ReadonlyMap<MessageId, Message>,
): Message[] {
  const { event, at } = recorded
  const changed = (id: MessageId, change: (message: Message) => Message): Message[] => {
    const message = known.get(id)
    return message ? [change(message)] : []
  }
  switch (event.type) {
    case 'visitorWrote':
      return [made(before, recorded, 'visitor', event.message, event.content)]
    case 'noted': {
      const note = made(before, recorded, 'note', event.message, event.content)
      const meant = event.to ? { ...note, to: event.to } : note
      return [event.gated ? { ...meant, gated: true } : meant]
    }
    case 'replied': {
      const reply = made(before, recorded, 'reply', event.message, event.content)
      const sent = event.fromNote
        ? changed(event.fromNote, (note) => ({ ...note, sentAs: event.message }))
        : []
      return [{ ...reply, heldUntil: event.heldUntil }, ...sent]
    }
    case 'visitorEdited':
      return changed(event.message, (message) => edited(message, event.content, at))
    case 'agentEdited':
      return changed(event.message, (message) => {
        const now = edited(message, event.content, at)
        return event.meant === 'note' ? withoutGate(now) : now
      })
    case 'visitorRemoved':
    case 'agentRemoved':
      return changed(event.message, (message) => ({ ...message, removedAt: at }))
    case 'replyWithdrawn':
      return changed(event.message, (message) => ({ ...message, withdrawnAt: at }))
    case 'deliveryFailed':
      return changed(event.message, (message) => ({ ...message, failed: event.reason }))
    case 'deliveryRetried':
      return changed(event.message, withoutFailure)
    case 'reacted':
      return changed(event.message, (message) => withReaction(message, event, recorded.by))
    default:
      return []
  }
}

function made(
  before: Conversation | null,
  recorded: RecordedEvent,
  kind: Message['kind'],
  id: MessageId,
  content: Content,
): Message {
  return {
    id,
    conversation: recorded.conversation,
    number: (before?.messages ?? 0) + 1,
    kind,
    by: recorded.by,
    at: recorded.at,
    content,
    version: 1,
  }
}

function edited(message: Message, content: Content, at: number): Message {
  return { ...message, content, version: message.version + 1, editedAt: at }
}

function withoutGate(message: Message): Message {
  const { gated: _, ...rest } = message
  return rest
}

function withoutFailure(message: Message): Message {
  const { failed: _, ...rest } = message
  return rest
}
