import { ComponentType, TextInputStyle } from 'discord.js'
import type { APILabelComponent, APITextInputComponent } from 'discord.js'
import type { Arg } from '../../commands/command.ts'
import type { LabelChoice } from '../../conversation/naming-labels.ts'
import { fieldOf } from '../chats/fields.ts'
import { intoPieces } from '../pieces.ts'
import { MOST_CHOICES, select } from './components.ts'
import type { Choice } from './components.ts'
import { fitting } from './fitting.ts'

/** What a form's lists are drawn from. */
export interface Choices {
  /** Members who may answer visitors. */
  readonly members: readonly Choice[]
  /** Tags that the inbox offers; any other may be typed. */
  readonly tags: readonly string[]
  /** Team chats that are set up. */
  readonly chats: readonly string[]
  /** What people can say that a conversation is about. */
  readonly labels: readonly LabelChoice[]
  readonly teams: readonly { readonly id: string; readonly name: string }[]
}

const LABEL = 45
const PLACEHOLDER = 100
/** What one field takes. */
const TEXT = 4_000

/** The field, or the fields, by which a form asks for an argument; `given` is what stands in it at first. */
export function fieldsFor(arg: Arg, choices: Choices, given: string): APILabelComponent[] {
  switch (arg.kind) {
    case 'message':
      return []
    case 'text':
      return longText(arg, given)
    case 'agent':
      return [listOrLine(arg, choices.members, given)]
    case 'chat':
      return [listOrLine(arg, choices.chats.map(named), given)]
    case 'label':
      return [
        listOrLine(
          arg,
          choices.labels.map(({ words }) => named(words)),
          given,
        ),
      ]
    case 'team':
      return [
        listOrLine(
          arg,
          choices.teams.map(({ id, name }) => ({ name, value: id })),
          given,
        ),
      ]
    case 'tag':
      return [line(tagArg(arg, choices.tags), given)]
    default:
      return [listOrLine(arg, arg.choices.map(named), given)]
  }
}

/** A field of a form under its label. */
export function labelled(
  label: string,
  component: APILabelComponent['component'],
): APILabelComponent {
  return { type: ComponentType.Label, label: fitting(label, LABEL), component }
}

function named(name: string): Choice {
  return { name, value: name }
}

/** A list where all of it can be shown, and what stands in it is one of it; else a line to be typed. */
function listOrLine(arg: Arg, all: readonly Choice[], given: string): APILabelComponent {
  const knows = given === '' || all.some(({ name, value }) => name === given || value === given)
  if (all.length === 0 || all.length > MOST_CHOICES || !knows) return line(arg, given)
  const list = select(fieldOf(arg.name), all, { given })
  return labelled(arg.label, { ...list, required: arg.required })
}

function line(arg: Arg, given: string): APILabelComponent {
  return labelled(arg.label, input(arg, given, TextInputStyle.Short))
}

function longText(arg: Arg, given: string): APILabelComponent[] {
  const pieces = given === '' ? [''] : intoPieces(given, ({ length }) => length, TEXT)
  return pieces.map((piece, index) =>
    labelled(arg.label, {
      ...input(arg, piece, TextInputStyle.Paragraph),
      custom_id: fieldOf(arg.name, index + 1),
      // What goes on in the next field may be left out by who reads it over.
      required: index === 0 && arg.required,
    }),
  )
}

function input(arg: Arg, given: string, style: TextInputStyle): APITextInputComponent {
  const { placeholder } = arg
  return {
    type: ComponentType.TextInput,
    custom_id: fieldOf(arg.name),
    style,
    required: arg.required,
    max_length: TEXT,
    ...(given === '' ? {} : { value: given.slice(0, TEXT) }),
    ...(placeholder === '' ? {} : { placeholder: fitting(placeholder, PLACEHOLDER) }),
  }
}

function tagArg(arg: Arg, tags: readonly string[]): Arg {
  return tags.length === 0 ? arg : { ...arg, placeholder: `Offered here: ${tags.join(', ')}` }
}
