import type { ConversationId, MessageId } from '../../conversation/ids.ts'
import { actionOf, commandOf } from '../chats/presses.ts'

/** What a form is about; it comes back with its submission. */
export interface About {
  readonly command: string
  /** Null for a command that is not about a conversation, and while the form itself asks for it. */
  readonly conversation: ConversationId | null
  /** Of a command about one message, which tells the conversation. */
  readonly message: MessageId | null
}

/** The custom_id of a form, at most 100 characters. */
export function formId({ command, conversation, message }: About): string {
  const about = message === null ? (conversation ?? '') : `@${message}`
  return actionOf(`form ${command} ${about}`)
}

/** What a submitted form is about; null where it is none of ours. */
export function readFormId(customId: string): About | null {
  const match = /^form (\w{1,20}) (@?)([\w-]{0,60})$/.exec(commandOf(customId) ?? '')
  const [, command, at, id = ''] = match ?? []
  if (!command) return null
  // Brands have no runtime form; whether there is such a one the store says.
  if (at === '@') return { command, conversation: null, message: id as MessageId }
  return { command, conversation: (id || null) as ConversationId | null, message: null }
}
