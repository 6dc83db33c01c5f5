import { createHash } from 'node:crypto'
import { ApplicationCommandOptionType, ApplicationCommandType } from 'discord.js'
import type {
  APIApplicationCommandOption,
  RESTPostAPIChatInputApplicationCommandsJSONBody as SlashCommand,
  RESTPostAPIContextMenuApplicationCommandsJSONBody as MenuCommand,
} from 'discord.js'
import type { Arg, Command } from '../../commands/command.ts'
import { fittingChoices } from './components.ts'
import { fitting } from './fitting.ts'
import { MESSAGE_MENU, PERSON_MENU } from './menus.ts'
import { takesFiles } from './modals.ts'

const DESCRIPTION = 100
const TEXT = 6_000

/** The option that says which conversation, outside of its thread; and the one for a file. */
export const CONVERSATION = 'conversation'
export const FILE = 'file'

/** A command as Discord registers it. */
export type Definition = SlashCommand | MenuCommand

/** All that the app registers in the server: each command that can be typed, and what is in menus. */
export function definitions(
  commands: readonly Command[],
  chats: readonly string[],
): readonly Definition[] {
  return [
    ...commands.filter(isTyped).map((command) => slashCommand(command, chats)),
    ...MESSAGE_MENU.map(({ label: name }) => ({
      type: ApplicationCommandType.Message as const,
      name,
    })),
    ...PERSON_MENU.map(({ label: name }) => ({ type: ApplicationCommandType.User as const, name })),
  ]
}

/** The same for the same definitions alone. */
export function hashOf(all: readonly Definition[]): string {
  return createHash('sha256').update(JSON.stringify(all)).digest('hex')
}

/** What is pressed beside a message is not typed. */
function isTyped({ args }: Command): boolean {
  return !args.some(({ kind }) => kind === 'message')
}

function slashCommand(command: Command, chats: readonly string[]): SlashCommand {
  const { name, summary, args, inThread } = command
  const options = [
    ...args.map((arg) => optionFor(arg, chats)),
    ...(takesFiles(command) ? [file] : []),
    ...(inThread ? [conversation] : []),
  ]
  return {
    type: ApplicationCommandType.ChatInput,
    name,
    description: fitting(summary, DESCRIPTION),
    // Discord wants what must be given before what may be left out.
    options: options.toSorted((a, b) => Number(b.required ?? false) - Number(a.required ?? false)),
  }
}

// Found by the visitor's name, too, which a number's option would not take.
const conversation: APIApplicationCommandOption = {
  type: ApplicationCommandOptionType.String,
  name: CONVERSATION,
  description: 'Outside of its thread: its number, or the visitor’s name',
  autocomplete: true,
}

const file: APIApplicationCommandOption = {
  type: ApplicationCommandOptionType.Attachment,
  name: FILE,
  description: 'A file to go with it',
}

function optionFor(arg: Arg, chats: readonly string[]): APIApplicationCommandOption {
  const { name, label, placeholder, kind } = arg
  const common = {
    type: ApplicationCommandOptionType.String as const,
    name,
    description: fitting(placeholder === '' ? label : `${label}: ${placeholder}`, DESCRIPTION),
  }
  // Where words are left out a form opens, in which they may have more than one line.
  if (kind === 'text') return { ...common, max_length: TEXT }
  const fixed = kind === 'chat' ? chats : kind === 'duration' ? [] : arg.choices
  const choices = fittingChoices(fixed.map((value) => ({ name: value, value })))
  if (choices.length > 0) return { ...common, required: arg.required, choices }
  return { ...common, required: arg.required, autocomplete: true }
}
