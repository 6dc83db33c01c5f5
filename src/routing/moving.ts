import type { Conversation, Place } from '../conversation/conversation.ts'
import { hasLeft, isIn, isSameSpot, placeOn } from '../conversation/places.ts'
import type { Effect, TeamJob } from '../ports.ts'

/**
 * Who hears of a move besides those that it is with now: the place that is new opens its thread, the one that
 * was left is told where to, and every card that was left behind shows it.
 */
export function whenMoved(
  before: Conversation,
  after: Conversation,
  line: Extract<TeamJob, { do: 'line' }> | null,
): Effect[] {
  const wasIn = (place: Place) => before.places.some((one) => isSameSpot(one, place))
  const entered = after.places.filter((place) => !wasIn(place))
  return [
    ...entered.flatMap((place) => told(place.chat, opening(before, place))),
    // A card that stands there from before says that it is elsewhere.
    ...entered
      .filter(({ chat }) => hasLeft(before, chat))
      .flatMap(({ chat }) => told(chat, { do: 'refresh' })),
    ...(after.left ?? []).flatMap((place) => [
      ...(line && wasIn(place) ? told(place.chat, { ...line, ...at(after, place) }) : []),
      ...told(place.chat, { do: 'refresh', ...at(after, place) }),
    ]),
  ]
}

function told(chat: string, job: TeamJob): Effect[] {
  return [{ lane: 'team', chat, job }]
}

function opening(before: Conversation, { chat }: Place): TeamJob {
  const from = placeOn(before, chat)?.channel
  return { do: 'open', all: true, ...(from === undefined ? {} : { from }) }
}

/** Which of a chat’s threads it is, where there may be several. */
function at(after: Conversation, { chat, channel }: Place): { readonly in?: string } {
  const isOne = (after.left ?? []).filter((place) => place.chat === chat).length === 1
  return isOne && !isIn(after, chat) ? {} : { in: channel }
}
