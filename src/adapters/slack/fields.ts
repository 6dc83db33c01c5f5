import type { types } from '@slack/bolt'
import type { Arg } from '../../commands/command.ts'
import type { LabelChoice } from '../../conversation/naming-labels.ts'
import { fieldOf } from '../chats/fields.ts'
import { namesLike } from '../chats/suggesting.ts'
import { plain } from './blocks.ts'
import type { PlainText } from './blocks.ts'
import { LIMITS } from './limits.ts'
import { splitText } from './pieces.ts'

/** What a form's lists are drawn from. */
export interface Choices {
  /** Members who may answer visitors. */
  readonly members: readonly { readonly id: string; readonly name: string }[]
  /** Tags that the inbox offers; any other may be typed. */
  readonly tags: readonly string[]
  /** Team chats that are set up. */
  readonly chats: readonly string[]
  /** What people can say that a conversation is about. */
  readonly labels: readonly LabelChoice[]
  readonly teams: readonly { readonly id: string; readonly name: string }[]
}

type Option = types.PlainTextOption
type Input = types.InputBlock

/** The action ids of lists that are asked for as one types: agents where they are many, and canned replies. */
export const PICK_AGENT = 'pick:agent'
export const PICK_CANNED = 'pick:canned'

/** The input, or the inputs, by which a form asks for an argument; `given` is what stands in it at first. */
export function inputsFor(arg: Arg, choices: Choices, given: string): Input[] {
  switch (arg.kind) {
    case 'message':
      return []
    case 'agent':
      return [input(arg, agents(arg, choices, given))]
    case 'canned':
      return [input(arg, { type: 'external_select', action_id: PICK_CANNED, min_query_length: 0 })]
    case 'text':
      return longText(arg, given)
    case 'tag':
      return [input(arg, oneLine(arg, given), offered(choices.tags))]
    case 'chat':
      return [input(arg, fixed({ ...arg, choices: choices.chats }, given))]
    case 'label':
      return [
        input(
          arg,
          listOrLine(
            arg,
            choices.labels.map(({ words }) => ({ id: words, name: words })),
            given,
          ),
        ),
      ]
    case 'team':
      return [input(arg, listOrLine(arg, choices.teams, given))]
    default:
      return [input(arg, arg.choices.length > 0 ? fixed(arg, given) : oneLine(arg, given))]
  }
}

/** At most a hundred of what was asked for by its first letters, then by any. */
export function suggest(names: readonly string[], query: string): Option[] {
  return options(namesLike(names, query).map((name) => ({ id: name, name })))
}

function input(arg: Arg, element: Input['element'], hint = ''): Input {
  return {
    type: 'input',
    block_id: fieldOf(arg.name),
    label: shortPlain(arg.label, LIMITS.label),
    element,
    optional: !arg.required,
    ...(hint === '' ? {} : { hint: shortPlain(hint, LIMITS.hint) }),
  }
}

function agents(arg: Arg, { members }: Choices, given: string): Input['element'] {
  if (members.length === 0) return oneLine(arg, given)
  if (members.length > LIMITS.options) {
    return { type: 'external_select', action_id: PICK_AGENT, min_query_length: 0 }
  }
  return select(options(members), given)
}

function fixed(arg: Arg, given: string): Input['element'] {
  return select(options(arg.choices.map((name) => ({ id: name, name }))), given)
}

/** A list where all of it can be shown, else a line to be typed. */
function listOrLine(arg: Arg, all: Choices['members'], given: string): Input['element'] {
  const drawn = options(all)
  return drawn.length === all.length && all.length > 0 ? select(drawn, given) : oneLine(arg, given)
}

function select(all: Option[], given: string): types.StaticSelect {
  const initial = all.find(({ value, text }) => value === given || text.text === given)
  return {
    type: 'static_select',
    action_id: 'value',
    options: all,
    ...(initial ? { initial_option: initial } : {}),
  }
}

function options(all: Choices['members']): Option[] {
  return all
    .filter(({ id }) => id !== '' && id.length <= LIMITS.optionValue)
    .slice(0, LIMITS.options)
    .map(({ id, name }) => ({ text: shortPlain(name, LIMITS.optionText), value: id }))
}

function oneLine({ placeholder }: Arg, given: string): types.PlainTextInput {
  return {
    type: 'plain_text_input',
    action_id: 'value',
    ...(given === '' ? {} : { initial_value: given.slice(0, LIMITS.inputText) }),
    ...(placeholder === '' ? {} : { placeholder: shortPlain(placeholder, LIMITS.placeholder) }),
  }
}

function longText(arg: Arg, given: string): Input[] {
  const pieces = given === '' ? [''] : splitText(given, LIMITS.inputText)
  return pieces.map((piece, index) => ({
    ...input(arg, {
      ...oneLine(arg, piece),
      multiline: true,
      max_length: LIMITS.inputText,
    }),
    block_id: fieldOf(arg.name, index + 1),
    // What goes on in the next field may be left out by who reads it over.
    optional: index > 0 || !arg.required,
  }))
}

function offered(tags: readonly string[]): string {
  return tags.length === 0 ? '' : `Offered here: ${tags.join(', ')}`
}

/** Text of Slack's own kind, cut to what the place takes and never empty. */
export function shortPlain(text: string, most: number): PlainText {
  const shown = text.length <= most ? text : `${text.slice(0, most - 1).toWellFormed()}…`
  return plain(shown === '' ? '–' : shown)
}
