import { commandNamed } from '../../commands/index.ts'
import type { Command } from '../../commands/command.ts'
import { wantsForm } from '../chats/offered.ts'

/** The slash command that takes any other. Slack runs no app's commands inside threads. */
export const GREENROOM = '/greenroom'

/** Commands that are slash commands of their own: those that are given most from outside of threads. */
export const SHORT = ['claim', 'canned', 'assign', 'takeover', 'queue'] as const

/** A command as it is typed outside of threads, where a conversation goes by its number. */
export interface Typed {
  readonly name: string
  readonly number: number | null
  /** What follows, still to be read by the command's own arguments. */
  readonly rest: string
}

/** Reads `claim 1042` and `close 1042 answered`. Nothing at all asks for help. */
export function readTyped(words: string): Typed {
  const [, first = '', after = ''] = /^(\S*)\s*([\s\S]*)$/.exec(words.trim()) ?? []
  const name = first.replace(/^[/!]/, '').toLowerCase() || 'help'
  const numbered = commandNamed(name)?.inThread && /^#?(\d{1,9})(?!\S)\s*([\s\S]*)$/.exec(after)
  if (!numbered) return { name, number: null, rest: after }
  return { name, number: Number(numbered[1]), rest: numbered[2] ?? '' }
}

/** Reads a slash command with what was typed after it. */
export function readSlash({ command, text }: { readonly command: string; readonly text: string }) {
  return readTyped(command === GREENROOM ? text : `${command} ${text}`)
}

/** The line as the command reads it itself. */
export function lineOf({ name, rest }: Typed): string {
  return `/${name} ${rest}`.trim()
}

/** The same in a thread, where a number is no conversation’s but an argument. */
export function wholeLineOf(typed: Typed): string {
  const { number, rest } = typed
  return number === null ? lineOf(typed) : lineOf({ ...typed, rest: `${number} ${rest}` })
}

/** The command whose form is opened for this, since it does not say which conversation, or what else is asked. */
export function formFor({ name, number, rest }: Typed): Command | null {
  const command = commandNamed(name)
  if (!command?.inThread || command.args.some(({ kind }) => kind === 'message')) return null
  const lacks = number === null || (rest === '' && wantsForm(command))
  return lacks ? command : null
}
