import type { Arg, Command } from '../commands/command.ts'
import { commandNamed, commands } from '../commands/index.ts'

/** What a line in a thread is. Text of kind `note` has lost its prefix. */
export type Line =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'note'; readonly text: string }
  | { readonly kind: 'command'; readonly parsed: Parsed }

export type Parsed =
  | { readonly ok: true; readonly name: string; readonly args: Readonly<Record<string, string>> }
  | { readonly ok: false; readonly sentence: string }

/** Members' names, so that `@Ana Maria she asks…` ends the name where the name ends. */
export type Names = readonly string[]

/**
 * Reads a line as its writer meant it: `//` starts a note, `/word` and `!word` a command, the rest is text.
 * `/word` is always a command, known or not; `!word` only when known, so that “!nice” stays text.
 */
export function interpret(line: string, names: Names): Line {
  const text = line.trim()
  if (text.startsWith('//')) return { kind: 'note', text: text.slice(2).trim() }
  if (/^\/[a-z?]/i.test(text)) return { kind: 'command', parsed: parseCommand(text, names) }
  const bang = /^!([a-z-]+)/i.exec(text)
  if (bang && commandNamed(bang[1] ?? ''))
    return { kind: 'command', parsed: parseCommand(text, names) }
  return { kind: 'text', text }
}

/** Parses `/name arg arg…` by the command's own arguments. */
export function parseCommand(line: string, names: Names): Parsed {
  const match = /^[/!](\S+)\s*([\s\S]*)$/.exec(line.trim())
  const name = match?.[1] ?? ''
  const command = commandNamed(name)
  if (!command) return { ok: false, sentence: unknown(name) }
  return fill(command, match?.[2] ?? '', names)
}

function fill(command: Command, line: string, names: Names): Parsed {
  const args: Record<string, string> = {}
  let rest = line.trim()
  for (const arg of command.args) {
    const [value, after] = isLeftOut(arg, command, rest) ? ['', rest] : take(arg, rest, names)
    if (value !== '') args[arg.name] = value
    else if (arg.required) return { ok: false, sentence: missing(command, arg) }
    rest = after
  }
  if (rest !== '')
    return { ok: false, sentence: `\`/${command.name}\` does not take “${short(rest)}”.` }
  return { ok: true, name: command.name, args }
}

/** Where words follow a name that may be left out, it begins with its `@`, or the first of them would pass for one. */
function isLeftOut(arg: Arg, command: Command, line: string): boolean {
  const mayBe = arg.kind === 'agent' && !arg.required && arg !== command.args.at(-1)
  return mayBe && !line.startsWith('@')
}

/** The argument's value at the start of the line, and the line after it. */
function take(arg: Arg, line: string, names: Names): [string, string] {
  if (arg.kind === 'text' || arg.kind === 'teams') return [line, '']
  if (arg.kind === 'agent') return takeName(line, names)
  if (arg.kind === 'label' || arg.kind === 'team') return [named(line), '']
  const quoted = /^"([^"]*)"\s*([\s\S]*)$/.exec(line)
  if (quoted) return [quoted[1] ?? '', quoted[2] ?? '']
  const word = /^(\S*)\s*([\s\S]*)$/.exec(line)
  return [word?.[1] ?? '', word?.[2] ?? '']
}

/** A name of several words needs no quotes where nothing follows it. */
function named(line: string): string {
  return /^"([^"]*)"$/.exec(line)?.[1] ?? line
}

function takeName(line: string, names: Names): [string, string] {
  const bare = line.replace(/^@/, '')
  const longestFirst = names.toSorted((a, b) => b.length - a.length)
  const name = longestFirst.find((one) => startsWithName(bare, one))
  if (name) return [name, bare.slice(name.length).trim()]
  const word = /^("[^"]*"|\S*)\s*([\s\S]*)$/.exec(bare)
  return [(word?.[1] ?? '').replaceAll('"', ''), word?.[2] ?? '']
}

function startsWithName(line: string, name: string): boolean {
  const start = line.slice(0, name.length)
  const after = line.slice(name.length, name.length + 1)
  return start.toLowerCase() === name.toLowerCase() && (after === '' || /[\s,:]/.test(after))
}

function missing(command: Command, arg: Arg): string {
  const hint = arg.placeholder === '' ? '' : ` (${arg.placeholder})`
  return `\`/${command.name}\` wants ${arg.label.toLowerCase()}${hint}.`
}

function unknown(name: string): string {
  const near = commands.find((one) => one.name.startsWith(name.slice(0, 2).toLowerCase()))
  const hint = near ? ` Did you mean \`/${near.name}\`?` : ''
  return `There is no command “/${short(name)}”.${hint} \`/help\` lists them.`
}

function short(text: string): string {
  return text.length > 40 ? `${text.slice(0, 40)}…` : text
}
