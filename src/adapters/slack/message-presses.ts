import type { ConversationId, MessageId } from '../../conversation/ids.ts'
import type { Message } from '../../conversation/message.ts'
import { plain } from './blocks.ts'
import type { Block } from './blocks.ts'
import { actionOf, commandOf } from '../chats/presses.ts'

/** A press on a button that stands beside one message. */
export interface MessagePress {
  readonly command: string
  readonly conversation: ConversationId
  readonly message: MessageId
}

/** A button beside a message, for a command that is about it. */
export function messageButton(
  command: 'send' | 'undo' | 'retry',
  label: string,
  { id, conversation }: Pick<Message, 'id' | 'conversation'>,
): Block {
  return {
    type: 'actions',
    elements: [
      {
        type: 'button',
        action_id: actionOf(command),
        text: plain(label),
        value: `message ${conversation} ${id}`,
      },
    ],
  }
}

/** The press that an action's id and value mean, or null where it is on no message. */
export function readMessagePress(actionId: string, value: string): MessagePress | null {
  const command = commandOf(actionId)
  const match = /^message ([\w-]{1,60}) ([\w-]{1,60})$/.exec(value)
  if (!command || !match) return null
  // Brands have no runtime form; whether there are such things the store says.
  return {
    command,
    conversation: match[1] as ConversationId,
    message: match[2] as MessageId,
  }
}
