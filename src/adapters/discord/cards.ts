import { ButtonStyle } from 'discord.js'
import type { Command } from '../../commands/command.ts'
import type { Conversation } from '../../conversation/conversation.ts'
import { faceOfVisitor } from '../visitor-face.ts'
import { isOffered, labelOf } from '../chats/offered.ts'
import { picksOn } from '../chats/picks.ts'
import { MORE, optionValue, pickId } from '../chats/presses.ts'
import { detailsOf, dueLine, statusLine } from './card-lines.ts'
import type { CardSubject } from './card-lines.ts'
import { button, MOST_CHOICES, row, select } from './components.ts'
import { visitorName } from './persona.ts'
import type { DiscordMessage, MessageRow } from './posting.ts'
import { pressId } from './press-ids.ts'

export type { CardSubject } from './card-lines.ts'

// What is pressed most, in the order of its pressing; all else is in the menu below.
const BUTTONS = ['claim', 'reopen', 'reply', 'canned', 'assign', 'note']
const MOST_BUTTONS = 5

const COLORS = {
  waiting: 0xf0b132,
  claimed: 0x23a55a,
  snoozed: 0x5865f2,
  closed: 0x80848e,
} as const satisfies Record<Conversation['status'], number>
const URGENT = 0xf23f43

/** The card of a conversation, the same for everyone, drawn from state alone. */
export function drawCard(subject: CardSubject, commands: readonly Command[]): DiscordMessage {
  const { conversation, visitor } = subject
  const verified = visitor?.verifiedAs ? ' ✓ verified' : ''
  const offered = commands.filter(
    (command) => isOffered(command, conversation) || isReply(command, conversation),
  )
  return {
    content: '',
    embed: {
      title: `${titleOf(conversation)}${verified}`,
      description: [statusLine(conversation), dueLine(subject) ?? []].flat().join('\n'),
      color: colorOf(conversation),
      fields: detailsOf(subject),
    },
    rows: [
      ...rowsOf(conversation, offered),
      ...picksOn(commands, conversation, subject.labels, MOST_CHOICES).map((pick) =>
        row(select(pickId(pick.command.name, conversation), pick.choices, pick)),
      ),
    ],
  }
}

/** The visitor's face, name and number. */
export function titleOf({ visitor, number }: Pick<Conversation, 'visitor' | 'number'>): string {
  return `${faceOfVisitor(visitor).sign} ${visitorName(visitor.name, [])} · ${number}`
}

/** A card as plain text: what it says, then its buttons in brackets, those of its menu after “…”. */
export function renderCardAsText({ embed, rows = [] }: DiscordMessage): string {
  const fields = (embed?.fields ?? []).map(({ name, value }) => `${name}: ${plain(value)}`)
  const lines = [embed?.title ?? '', plain(embed?.description ?? ''), ...fields]
  return [...lines, rows.map(rowText).join(' ')].join('\n')
}

/** In a thread what is written speaks for itself, but a button for it is quicker to find than a command. */
function isReply({ name }: Command, { status }: Conversation): boolean {
  return name === 'reply' && status !== 'closed'
}

function colorOf({ status, priority }: Conversation): number {
  const isPressing = priority === 'urgent' && (status === 'waiting' || status === 'claimed')
  return isPressing ? URGENT : COLORS[status]
}

function rowsOf(conversation: Conversation, offered: readonly Command[]): MessageRow[] {
  const buttons = BUTTONS.flatMap(
    (name) => offered.find((command) => command.name === name) ?? [],
  ).slice(0, MOST_BUTTONS)
  const others = offered.filter((command) => !buttons.includes(command))
  const choices = others.map((command) => ({
    name: labelOf(command),
    value: optionValue(command.name, conversation),
  }))
  return [
    ...(buttons.length > 0 ? [row(...buttons.map((one) => buttonFor(one, conversation)))] : []),
    ...(choices.length > 0 ? [row(select(MORE, choices, { placeholder: 'More…' }))] : []),
  ]
}

function buttonFor(command: Command, conversation: Conversation) {
  const styles = {
    primary: ButtonStyle.Primary,
    normal: ButtonStyle.Secondary,
    danger: ButtonStyle.Danger,
  } as const
  return button({
    customId: pressId(command.name, conversation),
    label: labelOf(command),
    style: styles[command.button?.style ?? 'normal'],
  })
}

function plain(text: string): string {
  return text
    .replaceAll(/<t:(\d+):R>/g, 'a while ago')
    .replaceAll(/<t:(\d+):f>/g, (_, at: string) => utc(Number(at)))
    .replaceAll(/<(https?:[^>]+)>/g, '$1')
    .replaceAll('**', '')
    .replaceAll(/\\(.)/g, '$1')
}

function utc(seconds: number): string {
  return `${new Date(seconds * 1_000).toISOString().slice(0, 16).replace('T', ' ')} UTC`
}

function rowText({ components }: MessageRow): string {
  const shown = components.map((one) =>
    'options' in one
      ? `[${one.custom_id === MORE ? '…' : one.placeholder}: ${one.options.map(({ label }) => label).join(', ')}]`
      : `[${'label' in one ? one.label : ''}]`,
  )
  return shown.join(' ')
}
