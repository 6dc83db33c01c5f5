import { ComponentType } from 'discord.js'
import type { APIModalInteractionResponseCallbackData } from 'discord.js'
import type { Command } from '../../commands/command.ts'
import type { Conversation } from '../../conversation/conversation.ts'
import type { ConversationId, MessageId } from '../../conversation/ids.ts'
import { cleanText } from '../../conversation/message.ts'
import { fieldOf } from '../chats/fields.ts'
import { labelOf } from '../chats/offered.ts'
import { select } from './components.ts'
import type { Choice } from './components.ts'
import { fieldsFor, labelled } from './fields.ts'
import type { Choices } from './fields.ts'
import { fitting } from './fitting.ts'
import { formId } from './form-ids.ts'
import type { Field } from './interaction.ts'

/** The form that a person is shown, with its fields. */
export type Modal = APIModalInteractionResponseCallbackData

const TITLE = 45
const MOST_FIELDS = 5
const MOST_FILES = 10

/** The ids of the fields for the conversation, where a form asks for it, and for files. */
const CONVERSATION = 'conversation'
const FILES = 'files'

/** Commands whose words may have files with them. */
const WITH_FILES: readonly string[] = ['reply', 'note']

/** True for a command whose words may have files with them. */
export function takesFiles({ name }: Pick<Command, 'name'>): boolean {
  return WITH_FILES.includes(name)
}

/**
 * The form that asks for a command's arguments. `about` is the conversation that it is given for, or a list to
 * choose it from, or null for a command that is about none; `given` are values that stand in it at first.
 */
export function commandForm(
  command: Command,
  about: Pick<Conversation, 'id' | 'number'> | readonly Choice[] | null,
  choices: Choices,
  given: Readonly<Record<string, string>> = {},
): Modal {
  const isPick = Array.isArray(about)
  const conversation = isListed(about) ? null : about
  // Which canned replies there are says the conversation, once it is known.
  const args = isPick && command.name === 'canned' ? [] : command.args
  const fields = [
    ...(isListed(about) ? [labelled('Conversation', select(CONVERSATION, about))] : []),
    ...args.flatMap((arg) => fieldsFor(arg, choices, given[arg.name] ?? '')),
  ]
  const room = takesFiles(command) && fields.length < MOST_FIELDS
  const beside = command.args.find(({ kind }) => kind === 'message')
  // What was chosen beside it was found in the store.
  const message = ((beside && given[beside.name]) ?? null) as MessageId | null
  return {
    custom_id: formId({ command: command.name, conversation: conversation?.id ?? null, message }),
    title: fitting(
      conversation ? `${labelOf(command)} · ${conversation.number}` : labelOf(command),
      TITLE,
    ),
    components: [...fields, ...(room ? [files()] : [])].slice(0, MOST_FIELDS),
  }
}

function isListed(about: unknown): about is readonly Choice[] {
  return Array.isArray(about)
}

function files() {
  return labelled('Files', {
    type: ComponentType.FileUpload,
    custom_id: FILES,
    required: false,
    min_values: 0,
    max_values: MOST_FILES,
  })
}

/** What a submitted form says. */
export interface Filled {
  /** By argument; those that were left empty are left out. */
  readonly args: Readonly<Record<string, string>>
  /** The conversation that was chosen in it, where it asked for one. */
  readonly conversation: ConversationId | null
  /** Ids of the files that were put into it. */
  readonly files: readonly string[]
}

export function readForm({ args: asked }: Command, fields: readonly Field[]): Filled {
  const valuesOf = (id: string) => {
    const field = fields.find(({ custom_id: name }) => name === id)
    return field ? (field.values ?? [field.value ?? '']) : []
  }
  const args: Record<string, string> = {}
  for (const { name } of asked) {
    const parts: string[] = []
    for (let part = 1; part <= MOST_FIELDS; part += 1) parts.push(...valuesOf(fieldOf(name, part)))
    const value = cleanText(joined(parts))
    if (value !== '') args[name] = value
  }
  // The brand has no runtime form; whether there is such a conversation the store says.
  const conversation = (valuesOf(CONVERSATION)[0] ?? null) as ConversationId | null
  return { args, conversation, files: valuesOf(FILES) }
}

/** Whether Discord keeps the white space at a field's end is not said: a word must not grow out of two. */
function joined(parts: readonly string[]): string {
  return parts
    .filter((part) => part !== '')
    .reduce(
      (text, part) => (/\s$|^$/.test(text) || /^\s/.test(part) ? text + part : `${text}\n${part}`),
      '',
    )
}
