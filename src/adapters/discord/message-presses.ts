import type { MessageId } from '../../conversation/ids.ts'
import type { Message } from '../../conversation/message.ts'
import { actionOf, commandOf } from '../chats/presses.ts'
import { row, button } from './components.ts'
import type { Row } from './components.ts'

/** A press on a button that stands beside one message. */
export interface MessagePress {
  readonly command: string
  readonly message: MessageId
}

/** A button beside a message, for a command that is about it, in a row of its own. */
export function messageButton(
  command: 'send' | 'undo' | 'retry',
  label: string,
  { id }: Pick<Message, 'id'>,
): Row {
  return row(button({ customId: `${actionOf(command)} @${id}`, label }))
}

/** The press that a component's custom_id means, or null where it is on no message. */
export function readMessagePress(customId: string): MessagePress | null {
  const match = /^(\w{1,20}) @([\w-]{1,60})$/.exec(commandOf(customId) ?? '')
  // The brand has no runtime form; whether there is such a message the store says.
  return match?.[1] && match[2] ? { command: match[1], message: match[2] as MessageId } : null
}
