import type { types } from '@slack/bolt'
import { z } from 'zod'
import type { Command } from '../../commands/command.ts'
import type { Refusal } from '../../conversation/actions.ts'
import type { ConversationId, MessageId } from '../../conversation/ids.ts'
import { cleanText } from '../../conversation/message.ts'
import { plain } from './blocks.ts'
import { labelOf } from '../chats/offered.ts'
import { fieldOf } from '../chats/fields.ts'
import { inputsFor, shortPlain } from './fields.ts'
import type { Choices } from './fields.ts'
import { LIMITS } from './limits.ts'
import { pickInput } from './picking.ts'
import { splitText } from './pieces.ts'
import { actionOf } from '../chats/presses.ts'

type Modal = types.ModalView

/** What a form is about; it comes back with its submission. */
export interface About {
  /** Null for a command that is not about a conversation. */
  readonly conversation: ConversationId | null
  /** The message that a `message` argument names. */
  readonly message: MessageId | null
  /** The form asks for the conversation itself. */
  readonly picks?: boolean | undefined
}

/** The form that asks for a command's arguments. `given` are values that stand in it at first, by argument. */
export function commandForm(
  command: Command,
  about: About,
  choices: Choices,
  given: Readonly<Record<string, string>> = {},
): Modal {
  const pick = about.picks ? [pickInput(command)] : []
  return {
    type: 'modal',
    callback_id: actionOf(command.name),
    private_metadata: JSON.stringify(about),
    title: title(labelOf(command)),
    submit: title(command.name === 'reply' ? 'Send to visitor' : labelOf(command)),
    close: plain('Cancel'),
    blocks: [
      { type: 'context', elements: [plain(`${command.summary}.`)] },
      ...pick,
      ...command.args.flatMap((arg) => inputsFor(arg, choices, given[arg.name] ?? '')),
    ],
  }
}

/** What is shown at once, while a form is made: a trigger lives three seconds and opens one view. */
export function loadingView(name: string): Modal {
  return said(name, ['One moment…'])
}

/** An answer for the eyes of who asked, however long; what a view cannot hold is counted at its end. */
export function answerView(name: string, text: string): Modal {
  const pieces = splitText(text === '' ? '–' : text, LIMITS.sectionText).filter(
    (piece) => piece.trim() !== '',
  )
  const most = 60
  const left = pieces.slice(most).join('').length
  const end = left === 0 ? [] : [`… and ${left} more characters, which Slack has no room for here.`]
  return said(name, [...pieces.slice(0, most), ...end])
}

function said(name: string, pieces: readonly string[]): Modal {
  return {
    type: 'modal',
    title: title(name),
    close: plain('Close'),
    blocks: pieces.map((piece) => ({ type: 'section', text: plain(piece) })),
  }
}

function title(name: string) {
  return shortPlain(name, LIMITS.title)
}

const about = z.object({
  conversation: z.string().nullable(),
  message: z.string().nullable(),
  picks: z.boolean().optional(),
})

/** What a submitted form is about; null when its metadata is not ours. */
export function readAbout(privateMetadata: string): About | null {
  try {
    // Brands have no runtime form; whether there are such things the store says.
    return about.parse(JSON.parse(privateMetadata)) as About
  } catch {
    return null
  }
}

const selected = z.looseObject({ value: z.string() }).nullish()
const field = z.looseObject({ value: z.string().nullish(), selected_option: selected })
const state = z.record(z.string(), z.record(z.string(), field))

/** The values of a submitted form by argument, those that were left empty left out; null when they cannot be read. */
export function readForm(
  command: Command,
  { message }: About,
  values: unknown,
): Readonly<Record<string, string>> | null {
  const read = state.safeParse(values).data
  if (!read) return null
  const args: Record<string, string> = {}
  for (const arg of command.args) {
    const value = arg.kind === 'message' ? message : valueOf(read, arg.name)
    if (value) args[arg.name] = value
  }
  return args
}

function valueOf(values: z.infer<typeof state>, arg: string): string {
  const parts: string[] = []
  for (let part = 1; values[fieldOf(arg, part)]; part += 1) {
    const [only] = Object.values(values[fieldOf(arg, part)] ?? {})
    parts.push(only?.value ?? only?.selected_option?.value ?? '')
  }
  return cleanText(parts.join(''))
}

/** A refusal beside the field that it is about, by block id; null for a form without fields. */
export function formErrors(
  command: Command,
  args: Readonly<Record<string, string>>,
  refusal: Refusal,
): Record<string, string> | null {
  const asked = command.args.filter(({ kind }) => kind !== 'message')
  const missing = asked.find(({ required, name }) => required && !args[name])
  const about = missing ?? asked[0]
  return about ? { [fieldOf(about.name)]: refusal.sentence } : null
}
