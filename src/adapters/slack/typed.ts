import { commandNamed } from '../../commands/index.ts'
import type { Command } from '../../commands/command.ts'
import { wantsForm } from '../chats/offered.ts'
import { readTyped } from '../chats/typed.ts'
import type { Typed } from '../chats/typed.ts'

/** The slash command that takes any other. Slack runs no app's commands inside threads. */
export const GREENROOM = '/greenroom'

/** Commands that are slash commands of their own: those that are given most from outside of threads. */
export const SHORT = ['claim', 'canned', 'assign', 'takeover', 'queue'] as const

/** Reads a slash command with what was typed after it. */
export function readSlash({ command, text }: { readonly command: string; readonly text: string }) {
  return readTyped(command === GREENROOM ? text : `${command} ${text}`)
}

/** The command whose form is opened for this, since it does not say which conversation, or what else is asked. */
export function formFor({ name, number, rest }: Typed): Command | null {
  const command = commandNamed(name)
  if (!command?.inThread || command.args.some(({ kind }) => kind === 'message')) return null
  const lacks = number === null || (rest === '' && wantsForm(command))
  return lacks ? command : null
}
