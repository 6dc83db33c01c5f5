import type { ArgKind, Command } from '../../src/commands/command.ts'
import { commands } from '../../src/commands/index.ts'

/** A value that a person could type for each kind of argument. */
const TYPED: Readonly<Record<ArgKind, string>> = {
  text: 'some words',
  agent: '@Ben',
  duration: '3h',
  tag: 'refund',
  priority: 'high',
  outcome: 'answered',
  canned: 'hello',
  chat: 'desk',
  label: 'Order status',
  team: 'Billing',
  teams: 'Billing',
  word: 'supervisor',
  message: '',
}

/** Commands that are about one message: they stand beside it, as a button or in its menu, and are never typed. */
export const BESIDE_A_MESSAGE: readonly Command[] = commands.filter(isBesideAMessage)

/** All other commands: each can be typed wherever commands are. */
export const TYPED_COMMANDS: readonly Command[] = commands.filter((one) => !isBesideAMessage(one))

/** What is typed after a command's name. */
export function typedArguments({ args }: Command): string {
  return args.map(({ kind }) => TYPED[kind]).join(' ')
}

function isBesideAMessage({ args }: Command): boolean {
  return args.some(({ kind }) => kind === 'message')
}
