import type { Command } from '../../commands/command.ts'
import type { Conversation } from '../../conversation/conversation.ts'
import { assigneeOf } from '../../conversation/conversation.ts'
import { faceOfVisitor } from '../visitor-face.ts'
import { plain, words } from './blocks.ts'
import type { Block, Element } from './blocks.ts'
import { cardLines } from './card-lines.ts'
import type { CardSubject } from './card-lines.ts'
import { isOffered, labelOf } from '../chats/offered.ts'
import { picksOn } from '../chats/picks.ts'
import type { CardPick } from '../chats/picks.ts'
import { escapeSlack } from './escape.ts'
import { shortPlain } from './fields.ts'
import { LIMITS } from './limits.ts'
import { textOf } from './parts.ts'
import { visitorName } from './persona.ts'
import { actionOf, MORE, optionValue, pickId, pressValue } from '../chats/presses.ts'

export type { CardSubject } from './card-lines.ts'

/** A message: its blocks, and escaped text for where they cannot be shown. */
export interface SlackMessage {
  readonly blocks: Block[]
  readonly text: string
}

// What is pressed most, in the order of its pressing; all else is in the menu beside it.
const BUTTONS = ['claim', 'reopen', 'canned', 'assign', 'note', 'close']

/** The card of a conversation: the first message of its thread, the same for everyone, drawn from state alone. */
export function drawCard(subject: CardSubject, commands: readonly Command[]): SlackMessage {
  const { conversation, visitor } = subject
  const name = visitorName(conversation.visitor.name, [])
  const verified = visitor?.verifiedAs ? ' ✓ verified' : ''
  const title = `${name} · ${conversation.number}${verified}`
  const { sign } = faceOfVisitor(conversation.visitor)
  const offered = commands.filter((command) => isOffered(command, conversation))
  const picks = picksOn(commands, conversation, subject.labels, LIMITS.options)
  return {
    blocks: [
      { type: 'header', block_id: 'visitor', text: plain(`${sign} ${title}`) },
      { type: 'rich_text', block_id: 'state', elements: [section(cardLines(subject))] },
      { type: 'actions', block_id: 'actions', elements: actions(conversation, offered) },
      ...picks.map((pick) => picking(pick, conversation)),
    ],
    text: escapeSlack(`${title}: ${inWords(conversation)}`),
  }
}

/** A card as plain text: what it says, then its buttons in brackets, those of its menu after “…”. */
export function renderCardAsText({ blocks }: SlackMessage): string {
  return blocks.map(blockText).join('\n')
}

function section(lines: readonly (readonly Element[])[]) {
  const elements = lines.flatMap((line, index) => (index === 0 ? line : [words('\n'), ...line]))
  return { type: 'rich_text_section' as const, elements: [...elements] }
}

type Actions = Extract<Block, { type: 'actions' }>['elements']

function actions(conversation: Conversation, offered: readonly Command[]): Actions {
  const buttons = BUTTONS.flatMap((name) => offered.find((command) => command.name === name) ?? [])
  const others = offered.filter((command) => !buttons.includes(command)).slice(0, LIMITS.overflow)
  const drawn: Actions = buttons.map((command) => button(command, conversation))
  if (others.length === 0) return drawn
  const options = others.map((command) => ({
    text: plain(labelOf(command)),
    value: optionValue(command.name, conversation),
  }))
  return [...drawn, { type: 'overflow', action_id: MORE, options }]
}

function button(command: Command, conversation: Conversation): Actions[number] {
  const style = command.button?.style ?? 'normal'
  return {
    type: 'button',
    action_id: actionOf(command.name),
    text: plain(labelOf(command)),
    value: pressValue(conversation),
    ...(style === 'normal' ? {} : { style }),
  }
}

function picking({ command, placeholder, choices, given }: CardPick, conversation: Conversation) {
  const options = choices.map(({ name, value }) => ({
    text: shortPlain(name, LIMITS.optionText),
    value,
  }))
  const initial = options.find(({ value }) => value === given)
  const element: Actions[number] = {
    type: 'static_select',
    action_id: pickId(command.name, conversation),
    placeholder: shortPlain(placeholder, LIMITS.placeholder),
    options,
    ...(initial ? { initial_option: initial } : {}),
  }
  return { type: 'actions' as const, block_id: command.name, elements: [element] }
}

function inWords(conversation: Conversation): string {
  const assignee = assigneeOf(conversation)
  switch (conversation.status) {
    case 'waiting':
      return 'waiting'
    case 'claimed':
      return `${conversation.assignee.name} has it`
    case 'snoozed':
      return assignee ? `snoozed by ${assignee.name}` : 'snoozed'
    case 'closed':
      return `closed, ${conversation.outcome}`
  }
}

function blockText(block: Block): string {
  switch (block.type) {
    case 'header':
      return block.text.text
    case 'rich_text':
      return block.elements.flatMap((part) => part.elements.map(richText)).join('')
    case 'actions':
      return block.elements.map(actionText).join(' ')
    default:
      return ''
  }
}

function richText(element: unknown): string {
  // A card's lines are drawn here, of these alone.
  return textOf(element as Element)
}

function actionText(action: Actions[number]): string {
  if (action.type === 'button') return `[${action.text.text}]`
  if (action.type === 'static_select') return selectText(action)
  if (action.type !== 'overflow') return ''
  return `[…: ${action.options.map(({ text }) => text.text).join(', ')}]`
}

function selectText({
  placeholder,
  initial_option: given,
  options = [],
}: Extract<Actions[number], { type: 'static_select' }>): string {
  const names = options.map(({ text }) => text.text)
  return `[${given?.text.text ?? placeholder?.text ?? ''}: ${names.join(', ')}]`
}
