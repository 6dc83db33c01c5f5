import type { Place } from '../conversation/conversation.ts'
import type { PlaceSettings } from './inbox-schema.ts'
import type { Settings } from './schema.ts'

/**
 * Where an inbox's conversations go in a team chat: its own place there, or the one that it keeps for those that
 * are moved. At the desk, where everybody sees every channel, else the first; never another inbox's place, which
 * others may be reading.
 */
export function placeIn({ inboxes, channels }: Settings, id: string, chat: string): Place | null {
  const inbox = inboxes.find((one) => one.id === id)
  if (!inbox) return null
  const named = [...inbox.places, ...inbox.moves].find((place) => place.chat === chat)
  const [first] = channels
  if (named) return placeOf(named)
  return chat === 'desk' && first ? { chat, channel: first.id } : null
}

/** A place as a conversation keeps it: how it is shown there, the settings say. */
export function placeOf({ chat, channel, others }: PlaceSettings): Place {
  return { chat, channel, ...(others ? { others } : {}) }
}
