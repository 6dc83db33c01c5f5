import { mayActAs } from '../conversation/actor.ts'
import { assign } from './assign.ts'
import { canned } from './canned.ts'
import { claim } from './claim.ts'
import { close } from './close.ts'
import { command } from './command.ts'
import type { Command } from './command.ts'
import { deleting } from './delete.ts'
import { edit } from './edit.ts'
import { join } from './join.ts'
import { label } from './label.ts'
import { off, on } from './duty.ts'
import { members, remove, role } from './members.ts'
import { mirror, move } from './move.ts'
import { note } from './note.ts'
import { priority } from './priority.ts'
import { queue } from './queue.ts'
import { release } from './release.ts'
import { reopen } from './reopen.ts'
import { reply } from './reply.ts'
import { reroute } from './reroute.ts'
import { retry } from './retry.ts'
import { send } from './send.ts'
import { snooze } from './snooze.ts'
import { tag, untag } from './tag.ts'
import { takeover } from './takeover.ts'
import { team } from './team.ts'
import { transcript } from './transcript.ts'
import { transfer } from './transfer.ts'
import { undo } from './undo.ts'
import { whisper } from './whisper.ts'
import { why } from './why.ts'

const help = command({
  name: 'help',
  aliases: ['?'],
  summary: 'List what you can do here',
  for: 'creator',
  inThread: false,
  run: ({ by }) => ({
    text: commands
      .filter((one) => mayActAs(by.role, one.for) && isTyped(one))
      .map(usage)
      .join('\n'),
  }),
})

/** Every command, in the order in which buttons and help show them. */
export const commands: readonly Command[] = [
  claim,
  join,
  reply,
  note,
  whisper,
  canned,
  transfer,
  assign,
  takeover,
  release,
  snooze,
  close,
  reopen,
  tag,
  untag,
  priority,
  label,
  reroute,
  move,
  mirror,
  transcript,
  why,
  undo,
  send,
  retry,
  edit,
  deleting,
  queue,
  on,
  off,
  members,
  team,
  role,
  remove,
  help,
]

/** The command of that name or alias, case aside. */
export function commandNamed(name: string): Command | undefined {
  const wanted = name.toLowerCase()
  return commands.find((one) => one.name === wanted || one.aliases.includes(wanted))
}

/** False for those that are about one message and so are pressed beside it. */
function isTyped(one: Command): boolean {
  return !one.args.some((argument) => argument.kind === 'message')
}

function usage(one: Command): string {
  const args = one.args.map((argument) =>
    argument.required ? `<${argument.name}>` : `[${argument.name}]`,
  )
  return `${[`/${one.name}`, ...args].join(' ')} — ${one.summary}`
}
