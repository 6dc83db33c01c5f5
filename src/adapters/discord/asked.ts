import type { Command } from '../../commands/command.ts'
import type { Conversation } from '../../conversation/conversation.ts'
import { wantsForm } from '../chats/offered.ts'
import type { DiscordFile } from './payloads.ts'

/** A command that somebody gives, as far as they have said what they want. */
export interface Asked {
  readonly command: Command
  /** Null where it is not known yet which, and for a command that is about none. */
  readonly conversation: Conversation | null
  readonly args: Readonly<Record<string, string>>
  readonly files: readonly DiscordFile[]
  /** They pressed or chose it, and could not say more there. */
  readonly bare: boolean
}

/** True while it is to be asked which conversation is meant. */
export function lacksConversation({ command, conversation }: Asked): boolean {
  return command.inThread && !conversation
}

/** True while there is more to ask for, in a form. */
export function lacksWords({ command, args, files, bare }: Asked): boolean {
  if (bare && wantsForm(command) && Object.keys(args).length === 0) return true
  const isThere = (name: string) => (args[name] ?? '').trim() !== ''
  return command.args.some(
    ({ kind, name, required }) =>
      required && kind !== 'message' && !isThere(name) && !(kind === 'text' && files.length > 0),
  )
}
