import type { Conversation } from '../conversation/conversation.ts'
import { hasLeft, isIn } from '../conversation/places.ts'
import type { Effect, TeamJob } from '../ports.ts'

/**
 * Who hears of a move besides those that it is with now: the chat that is new opens its thread, the one that
 * was left is told where to, and every card that was left behind shows it.
 */
export function whenMoved(
  before: Conversation,
  after: Conversation,
  line: TeamJob | null,
): Effect[] {
  const told = (chat: string, ...jobs: readonly TeamJob[]): Effect[] =>
    jobs.map((job) => ({ lane: 'team', chat, job }))
  const entered = after.places.filter(({ chat }) => !isIn(before, chat))
  return [
    ...entered.flatMap(({ chat }) => told(chat, { do: 'open', all: true })),
    // A card that stands there from before says that it is elsewhere.
    ...entered
      .filter(({ chat }) => hasLeft(before, chat))
      .flatMap(({ chat }) => told(chat, { do: 'refresh' })),
    ...(after.left ?? []).flatMap(({ chat }) => [
      ...(line && isIn(before, chat) ? told(chat, line) : []),
      ...told(chat, { do: 'refresh' }),
    ]),
  ]
}
