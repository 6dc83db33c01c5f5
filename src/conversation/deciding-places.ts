import type { Conversation, Place } from './conversation.ts'
import type { Decision } from './decision.ts'
import { events, refuse } from './decision.ts'
import { inChats, isIn } from './places.ts'

/** Where the team sees it from now on: open or closed, and whoever has it. */
export function move(conversation: Conversation, places: readonly Place[]): Decision {
  if (places.length === 0) return refuse('invalid', 'Say to which team chat.')
  const { places: from } = conversation
  const isSame =
    from.length === places.length && places.every(({ chat }) => isIn({ places: from }, chat))
  if (isSame) return refuse('unchanged', `This conversation is ${inChats(places)} already.`)
  return events({ type: 'moved', places, from })
}
