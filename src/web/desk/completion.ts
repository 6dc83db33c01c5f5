import type {
  DeskArg,
  DeskCommand,
  DeskInbox,
  DeskMember,
  DeskWorld,
} from '../../adapters/desk/protocol.ts'
import { OUTCOMES, PRIORITIES } from '../../conversation/conversation.ts'

/** What `/` offers while a command is being typed. */
export interface Completion {
  readonly suggestions: readonly Suggestion[]
  /** The command whose argument is being typed, once its name stands. */
  readonly command: DeskCommand | null
  readonly arg: DeskArg | null
}

export interface Suggestion {
  /** The whole line, with this taken. */
  readonly line: string
  readonly label: string
  readonly detail: string
  readonly disabled: boolean
  /** Taken, it is not yet a line that can run. */
  readonly wantsMore: boolean
}

export interface Sources {
  readonly commands: readonly DeskCommand[]
  readonly members: readonly DeskMember[]
  readonly inbox: DeskInbox | null
  readonly teams: DeskWorld['teams']
}

const SHOWN = 8

/** What can come next in a line that starts with `/`; null when nothing can. */
export function complete(line: string, sources: Sources): Completion | null {
  if (!line.startsWith('/') || line.startsWith('//') || line.includes('\n')) return null
  const typed = /^\/(\S*)(\s[\s\S]*)?$/.exec(line)
  const word = (typed?.[1] ?? '').toLowerCase()
  const rest = typed?.[2]
  if (rest === undefined) return offerCommands(word, sources.commands)
  const command = commandNamed(word, sources.commands)
  return command ? offerValues(command, line, rest.slice(1), sources) : null
}

/** The command of that name or alias. */
export function commandNamed(
  word: string,
  commands: readonly DeskCommand[],
): DeskCommand | undefined {
  return commands.find((one) => one.name === word || one.aliases.includes(word))
}

/** False for commands about one message, which are pressed beside it. */
export function isTyped(command: DeskCommand): boolean {
  return !command.args.some((arg) => arg.kind === 'message')
}

/** “transfer <agent> [note]” */
export function usage(command: DeskCommand): string {
  const args = command.args.map((arg) => (arg.required ? `<${arg.name}>` : `[${arg.name}]`))
  return [command.name, ...args].join(' ')
}

/** The values that an argument offers, or none when it takes any. */
export function valuesFor(arg: DeskArg, { members, inbox, teams }: Sources): readonly Value[] {
  if (arg.kind === 'agent') return members.filter(answers).map(memberValue)
  if (arg.kind === 'canned')
    return (inbox?.canned ?? []).map(({ name, text }) => ({ value: name, detail: text }))
  if (arg.kind === 'teams') return [...teams.map(({ name }) => name), 'none'].map(plain)
  if (arg.kind === 'team') return teams.map(({ name }) => ({ value: name, detail: '' }))
  return choicesOf(arg, inbox).map((value) => ({ value, detail: '' }))
}

export interface Value {
  readonly value: string
  readonly detail: string
}

function plain(value: string): Value {
  return { value, detail: '' }
}

const DURATIONS = ['30m', '1h', '3h', 'tomorrow', 'monday']

function choicesOf(arg: DeskArg, inbox: DeskInbox | null): readonly string[] {
  if (arg.choices.length > 0) return arg.choices
  if (arg.kind === 'tag') return inbox?.tags ?? []
  if (arg.kind === 'label') return (inbox?.labels ?? []).map(({ words }) => words)
  if (arg.kind === 'priority') return PRIORITIES
  if (arg.kind === 'outcome') return OUTCOMES
  return arg.kind === 'duration' ? DURATIONS : []
}

/** True for members who may answer visitors. */
export function answers(member: DeskMember): boolean {
  return member.role !== 'creator'
}

function memberValue(member: DeskMember): Value {
  const presence = member.online ? 'online' : 'away'
  return { value: member.name, detail: member.onDuty ? presence : `${presence}, off duty` }
}

function offerCommands(word: string, commands: readonly DeskCommand[]): Completion {
  const found = commands
    .filter((one) => isTyped(one) && nearness(one, word) < 3)
    .toSorted((a, b) => nearness(a, word) - nearness(b, word))
  return { suggestions: found.slice(0, SHOWN).map(suggestCommand), command: null, arg: null }
}

function nearness(command: DeskCommand, word: string): number {
  if (command.name === word || command.aliases.includes(word)) return -1
  if (command.name.startsWith(word)) return 0
  if (command.aliases.some((alias) => alias.startsWith(word))) return 1
  return command.summary.toLowerCase().includes(word) ? 2 : 3
}

function suggestCommand(command: DeskCommand): Suggestion {
  return {
    line: `/${command.name}${command.args.length > 0 ? ' ' : ''}`,
    label: `/${usage(command)}`,
    detail: command.allowed ? command.summary : `For ${command.for}. ${command.summary}`,
    disabled: !command.allowed,
    wantsMore: command.args.some((arg) => arg.required),
  }
}

function offerValues(
  command: DeskCommand,
  line: string,
  rest: string,
  sources: Sources,
): Completion {
  const { arg, typed: all } = argumentAt(command, rest, sources)
  if (!arg) return { suggestions: [], command, arg: null }
  // Of several, the last is being typed.
  const typed = arg.kind === 'teams' ? (/[^,]*$/.exec(all)?.[0] ?? '').trimStart() : all
  const start = line.slice(0, line.length - typed.length)
  const before = all.slice(0, all.length - typed.length)
  const last = command.args.at(-1) === arg
  const suggestions = valuesFor(arg, sources)
    .filter(({ value }) => fits(value, typed) && !isNamed(value, before))
    .slice(0, SHOWN)
    .map(({ value, detail }) => ({
      line: `${start}${written(arg, value)}${last ? '' : ' '}`,
      label: value,
      detail,
      disabled: false,
      wantsMore: false,
    }))
  return { suggestions, command, arg }
}

/** Which argument the end of the line is in, and what of it stands there. */
function argumentAt(command: DeskCommand, rest: string, sources: Sources) {
  let left = rest.trimStart()
  for (const arg of command.args) {
    if (isLeftOut(arg, command, left)) continue
    const value = takesRest(arg) ? null : finished(arg, left, sources)
    if (value === null) return { arg, typed: left }
    left = left.slice(value.length).trimStart()
  }
  return { arg: null, typed: left }
}

/** As lines are read: nothing follows these. */
function takesRest({ kind }: DeskArg): boolean {
  return kind === 'text' || kind === 'label' || kind === 'team' || kind === 'teams'
}

/** As lines are read: where words follow a name that may be left out, it begins with its `@`. */
function isLeftOut(arg: DeskArg, command: DeskCommand, left: string): boolean {
  const mayBe = arg.kind === 'agent' && !arg.required && arg !== command.args.at(-1)
  return mayBe && left !== '' && !left.startsWith('@')
}

/** The argument's value with the space that ends it; null while it is still being typed. */
function finished(arg: DeskArg, left: string, sources: Sources): string | null {
  if (arg.kind === 'agent') {
    const bare = left.replace(/^@/, '').toLowerCase()
    const named = sources.members.find(({ name }) => bare.startsWith(`${name.toLowerCase()} `))
    if (named) return left.slice(0, left.length - bare.length + named.name.length + 1)
    if (sources.members.some(({ name }) => name.toLowerCase().startsWith(bare))) return null
  }
  return /^("[^"]*"|[^\s"]\S*)\s/.exec(left)?.[0] ?? null
}

function written(arg: DeskArg, value: string): string {
  if (arg.kind === 'agent') return `@${value}`
  if (arg.kind === 'teams') return value
  return /\s/.test(value) ? `"${value}"` : value
}

/** True for what stands already; where anything does, `none` is out of the question. */
function isNamed(value: string, before: string): boolean {
  const named = before.split(',').map((one) => one.trim().toLowerCase())
  return before !== '' && (value === 'none' || named.includes(value.toLowerCase()))
}

function fits(value: string, typed: string): boolean {
  const wanted = typed.replace(/^[@"#]/, '').toLowerCase()
  const name = value.toLowerCase()
  return name.startsWith(wanted) || name.split(/[\s:-]/).some((part) => part.startsWith(wanted))
}
