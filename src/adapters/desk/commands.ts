import type { Command } from '../../commands/command.ts'
import { mayPress } from '../../commands/command.ts'
import { mayActAs } from '../../conversation/actor.ts'
import type { Role } from '../../conversation/actor.ts'
import type { Conversation } from '../../conversation/conversation.ts'
import type { Member } from '../../ports.ts'
import type { DeskButton, DeskCommand } from './protocol.ts'

const WHOSE: Readonly<Record<Role, string>> = {
  creator: 'everyone',
  agent: 'agents',
  supervisor: 'supervisors',
  lead: 'escalation leads',
  admin: 'administrators',
}

/** The commands as the desk draws them for a member of this role, where these team chats are set up. */
export function deskCommands(
  commands: readonly Command[],
  role: Role,
  chats: readonly string[],
): DeskCommand[] {
  return commands.map((command) => ({
    name: command.name,
    aliases: command.aliases,
    summary: command.summary,
    args: command.args.map((arg) => (arg.kind === 'chat' ? { ...arg, choices: chats } : arg)),
    inThread: command.inThread,
    allowed: mayActAs(role, command.for),
    for: WHOSE[command.for],
  }))
}

/** Gives back a function that says which buttons a member may press, as JSON: it is asked for every member on every change. */
export function buttonsOf(
  commands: readonly Command[],
): (conversation: Conversation, member: Pick<Member, 'id' | 'role'>) => string {
  const drawn = commands.flatMap((command) => {
    if (!command.button) return []
    return [{ command, json: JSON.stringify(draw(command, command.button)) }]
  })
  return (conversation, member) => {
    const mine = drawn.filter(({ command }) => mayPress(command, conversation, member))
    return `[${mine.map(({ json }) => json).join(',')}]`
  }
}

function draw(command: Command, { label, style }: NonNullable<Command['button']>): DeskButton {
  return { command: command.name, label, style, form: command.args.length > 0 }
}
