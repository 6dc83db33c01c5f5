import type { Conversation } from '../../conversation/conversation.ts'
import { commandOf, MORE, pickId, readPress } from '../chats/presses.ts'
import type { Press } from '../chats/presses.ts'

/** The custom_id of a command's button on a card, at most 100 characters. */
export function pressId(
  command: string,
  conversation: Pick<Conversation, 'id' | 'version'>,
): string {
  return pickId(command, conversation)
}

/**
 * The press that a component's custom_id means, with what was chosen in it where it is a card's menu: a select
 * whose custom_id is `MORE` and whose options carry `optionValue`. Null for what no card of ours ever carried.
 */
export function readPressId(customId: string, chosen: string | undefined): Press | null {
  const value = customId === MORE ? chosen : commandOf(customId)
  const press = value ? readPress(MORE, value) : null
  if (!press || customId === MORE || chosen === undefined) return press
  return { ...press, chosen }
}
