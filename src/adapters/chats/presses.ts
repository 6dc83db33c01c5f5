import type { Conversation } from '../../conversation/conversation.ts'
import type { ConversationId } from '../../conversation/ids.ts'

/** What a press on a card asks for. `version` is the conversation's as the card showed it. */
export interface Press {
  readonly command: string
  readonly conversation: ConversationId
  readonly version: number
  /** What was chosen in a card's list of values. */
  readonly chosen?: string
}

const PREFIX = 'greenroom:'

/** The action of a card's overflow menu, whose options name their commands themselves. */
export const MORE = `${PREFIX}more`

/** The action id of a command's button, the callback id of its shortcut and of its modal. */
export function actionOf(command: string): string {
  return `${PREFIX}${command}`
}

/** The command that an action id, a shortcut or a modal is for, or null when it is not ours. */
export function commandOf(id: string): string | null {
  return id.startsWith(PREFIX) ? id.slice(PREFIX.length) : null
}

/** What a button carries. */
export function pressValue({ id, version }: Pick<Conversation, 'id' | 'version'>): string {
  return `${version}:${id}`
}

/** What an option of the overflow menu carries. */
export function optionValue(
  command: string,
  conversation: Pick<Conversation, 'id' | 'version'>,
): string {
  return `${command} ${pressValue(conversation)}`
}

/** The action of a card's list of values, whose options carry the values alone. */
export function pickId(
  command: string,
  conversation: Pick<Conversation, 'id' | 'version'>,
): string {
  return actionOf(optionValue(command, conversation))
}

/** The press that an action's id and value mean; null for what no card of ours ever carried. */
export function readPress(actionId: string, value: string): Press | null {
  if (actionId === MORE) return pressedIn(value)
  const command = commandOf(actionId)
  if (!command?.includes(' ')) return pressed(command, value)
  const press = pressedIn(command)
  return press && { ...press, chosen: value }
}

function pressedIn(value: string): Press | null {
  const [command = '', rest = ''] = value.split(' ')
  return pressed(command, rest)
}

function pressed(command: string | null, value: string): Press | null {
  const match = /^(\d{1,9}):([\w-]{1,60})$/.exec(value)
  if (!match || !command) return null
  // The brand has no runtime form; whether there is such a conversation the store says.
  return { command, version: Number(match[1]), conversation: match[2] as ConversationId }
}
