import type { ChosenOnCard, Command } from '../../commands/command.ts'
import { mayPick, mayPress } from '../../commands/command.ts'
import { mayActAs } from '../../conversation/actor.ts'
import type { Role } from '../../conversation/actor.ts'
import type { Conversation } from '../../conversation/conversation.ts'
import type { Member } from '../../ports.ts'
import { pickNow } from '../pick-now.ts'
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
  const picked = commands.flatMap(({ pick, ...command }) => (pick ? [{ ...command, pick }] : []))
  return (conversation, member) => {
    const mine = drawn.filter(({ command }) => mayPress(command, conversation, member))
    const picks = picked.filter((command) => mayPick(command, conversation, member))
    const all = [...mine.map(({ json }) => json), ...picks.map((one) => pickIn(one, conversation))]
    return `[${all.join(',')}]`
  }
}

function draw(command: Command, { label, style }: NonNullable<Command['button']>): DeskButton {
  return { command: command.name, label, style, form: command.args.length > 0 }
}

function pickIn(
  { name, pick }: Pick<Command, 'name'> & { readonly pick: ChosenOnCard },
  conversation: Conversation,
): string {
  const { arg, label } = pick
  const drawn: DeskButton = {
    command: name,
    label,
    style: 'normal',
    form: false,
    pick: { arg, ...pickNow(pick, conversation) },
  }
  return JSON.stringify(drawn)
}
