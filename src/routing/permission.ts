import type { Refusal } from '../conversation/actions.ts'
import type { Human } from '../conversation/actor.ts'
import { mayActAs } from '../conversation/actor.ts'
import type { Command } from '../commands/command.ts'

/** Why this command is not for them, or null: the one place where a command's role is checked. */
export function notFor(by: Human, command: Command): Refusal | null {
  if (mayActAs(by.role, command.for)) return null
  const andAbove = command.for === 'admin' ? '' : ' and above'
  return {
    code: 'not-allowed',
    sentence: `\`/${command.name}\` is for ${whose(command)}${andAbove}; you are here as ${by.role}.`,
  }
}

function whose({ for: role }: Command): string {
  if (role === 'lead') return 'an escalation lead'
  return `${/^[aeiou]/.test(role) ? 'an' : 'a'} ${role}`
}
