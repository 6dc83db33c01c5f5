import { mayPress } from '../../commands/command.ts'
import type { Command, Presser } from '../../commands/command.ts'
import type { Conversation } from '../../conversation/conversation.ts'
import { assigneeOf } from '../../conversation/conversation.ts'
import type { AgentId } from '../../conversation/ids.ts'

// A chat's own composer speaks to the thread alone, so what the desk's composer does for these is a form.
const FORMS: readonly string[] = ['canned', 'note']

/**
 * True for a command that a card offers as things stand. All see the same card: it shows what somebody of
 * the team could press, and who may not is told so when they press it.
 */
export function isOffered(command: Command, conversation: Conversation): boolean {
  if (command.button)
    return pressers(conversation, command).some((by) => mayPress(command, conversation, by))
  return (
    FORMS.includes(command.name) && (command.name === 'note' || conversation.status !== 'closed')
  )
}

/** One of each kind of member who could press it: who has it, who joined, and somebody else. */
function pressers(conversation: Conversation, { for: role }: Command): Presser[] {
  const somebodyElse = '' as AgentId // nobody's id
  const assignee = assigneeOf(conversation)?.id ?? []
  return [assignee, conversation.joined, somebodyElse].flat().map((id) => ({ id, role }))
}

/** A command's name as its button, its form and its shortcut show it. */
export function labelOf({ name, button }: Pick<Command, 'name' | 'button'>): string {
  return button?.label ?? `${name.charAt(0).toUpperCase()}${name.slice(1)}`
}

/** True for a command that wants a form before it can run. */
export function wantsForm(command: Pick<Command, 'args'>): boolean {
  return command.args.some(({ kind }) => kind !== 'message')
}
