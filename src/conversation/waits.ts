import type { Conversation } from './conversation.ts'

/** After a reply: the visitor waits no more, and how long they did is known while a reply stands. */
export function replied(conversation: Conversation, at: number): Conversation {
  const { waitingSince, answered } = conversation
  return {
    ...conversation,
    messages: conversation.messages + 1,
    replies: conversation.replies + 1,
    waitingSince: null,
    answered:
      waitingSince === null
        ? answered && { ...answered, live: answered.live + 1 }
        : { since: waitingSince, live: 1 },
    firstReplyAt: conversation.firstReplyAt ?? at,
  }
}

/** After a reply was undone: the clock that it had stopped runs again, from where it began. */
export function withdrawn(conversation: Conversation, waitingSince: number | null): Conversation {
  const { answered } = conversation
  const replies = conversation.replies - 1
  return {
    ...conversation,
    replies,
    waitingSince,
    answered: answered && answered.live > 1 ? { ...answered, live: answered.live - 1 } : null,
    firstReplyAt: replies === 0 ? null : conversation.firstReplyAt,
  }
}
