import type { Message } from '../../conversation/message.ts'
import { GATED, heldSentence, isGated, isHeld } from '../chats/what-became.ts'
import type { Row } from './components.ts'
import { messageButton } from './message-presses.ts'

/** What the author is told of what they wrote, with the button that changes it; null where it went as meant. */
export function whatBecameOf(
  message: Message,
  now: number,
): { readonly text: string; readonly rows: readonly Row[] } | null {
  if (isGated(message))
    return { text: GATED, rows: [messageButton('send', 'Claim and send', message)] }
  if (!isHeld(message, now)) return null
  return { text: heldSentence(message, now), rows: [messageButton('undo', 'Undo', message)] }
}
