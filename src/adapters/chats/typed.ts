import { commandNamed } from '../../commands/index.ts'

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

/** The line as the command reads it itself. */
export function lineOf({ name, rest }: Typed): string {
  return `/${name} ${rest}`.trim()
}

/** The same in a thread, where a number is no conversation’s but an argument. */
export function wholeLineOf(typed: Typed): string {
  const { number, rest } = typed
  return number === null ? lineOf(typed) : lineOf({ ...typed, rest: `${number} ${rest}` })
}

// What may stand between the app's name and the command.
const AFTER = /^[\p{Cf}\s,:;–—-]+/u

/** The command that follows the app's name; null where none does. */
export function commandAfterName(words: string): Typed | null {
  const typed = readTyped(words.replace(AFTER, ''))
  return commandNamed(typed.name) ? typed : null
}
