import type { Command } from '../../commands/command.ts'
import type { Conversation, Status } from '../../conversation/conversation.ts'
import { duration } from '../../conversation/words.ts'
import type { Member, Store } from '../../ports.ts'

// Some of those that are found cannot be acted on, and are left out.
const LOOKED_AT = 300

/** What this member could give the command for, found by the number's beginning or in the visitor's name. */
export async function conversationsFor(
  store: Pick<Store, 'list'>,
  command: Command,
  by: Member,
  search: string,
): Promise<Conversation[]> {
  const found = await store.list({ search, limit: LOOKED_AT, statuses: statusesFor(command) })
  return found.filter((conversation) => command.button?.when(conversation, by) ?? true)
}

const OPEN = ['waiting', 'claimed', 'snoozed'] as const
const READ_AFTERWARDS = ['note', 'transcript']

function statusesFor({ name }: Command): readonly Status[] {
  if (name === 'reopen') return ['closed']
  return READ_AFTERWARDS.includes(name) ? [...OPEN, 'closed'] : OPEN
}

/** A conversation as a list shows it, on one line: “1042 · Mia · waits five minutes”. */
export function titleOf(
  { number, waitingSince }: Pick<Conversation, 'number' | 'waitingSince'>,
  name: string,
  now: number,
): string {
  const wait = waitingSince === null ? 'answered' : `waits ${duration(now - waitingSince)}`
  return `${number} · ${shortened(name)} · ${wait}`
}

function shortened(name: string): string {
  return name.length > 40 ? `${name.slice(0, 39).toWellFormed()}…` : name
}
