import type { ConversationId } from '../../conversation/ids.ts'
import { actionOf, commandOf } from '../chats/presses.ts'

/** What a form is about; it comes back with its submission. */
export interface About {
  readonly command: string
  /** Null for a command that is not about a conversation, and while the form itself asks for it. */
  readonly conversation: ConversationId | null
}

/** The custom_id of a form, at most 100 characters. */
export function formId({ command, conversation }: About): string {
  return actionOf(`form ${command} ${conversation ?? ''}`)
}

/** What a submitted form is about; null where it is none of ours. */
export function readFormId(customId: string): About | null {
  const match = /^form (\w{1,20}) ([\w-]{0,60})$/.exec(commandOf(customId) ?? '')
  if (!match?.[1]) return null
  // The brand has no runtime form; whether there is such a conversation the store says.
  return { command: match[1], conversation: (match[2] || null) as ConversationId | null }
}
