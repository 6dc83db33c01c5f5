import type { Command } from '../../commands/command.ts'
import type { Settings } from '../../config.ts'
import { describeHours, isOpen } from '../../conversation/hours.ts'
import type { AgentId } from '../../conversation/ids.ts'
import { teamsOfMember } from '../../conversation/teams.ts'
import type { Library, Member } from '../../ports.ts'
import { labelsHere, sureIn } from '../label-choices.ts'
import { teamChats } from '../team-chats.ts'
import { deskCommands } from './commands.ts'
import { facePath } from './faces.ts'
import type { DeskInbox, DeskMember, DeskWorld } from './protocol.ts'

export interface WorldDeps {
  readonly settings: () => Settings
  readonly library: Pick<Library, 'all'>
  readonly commands: readonly Command[]
}

/** What pages show beside the threads at this time (epoch ms); gives back a function that draws it for one member. */
export async function drawWorld(
  { settings, library, commands }: WorldDeps,
  members: readonly Member[],
  present: readonly AgentId[],
  now: number,
): Promise<(me: Member) => DeskWorld> {
  const current = settings()
  const { name, channels, teams, inboxes } = current
  const shared = {
    name,
    now,
    members: members
      .filter(({ active }) => active)
      .map((member) => memberOf(member, current, present)),
    channels,
    inboxes: await Promise.all(inboxes.map(async (inbox) => inboxOf(inbox, current, library, now))),
    teams,
    sure: sureIn(current),
  }
  return (me) => ({
    ...shared,
    me: memberOf(me, current, present),
    commands: deskCommands(commands, me.role, teamChats(current)),
  })
}

function memberOf(member: Member, { agents }: Settings, present: readonly AgentId[]): DeskMember {
  const { id, name, role, picture, onDuty } = member
  const online = present.includes(id)
  return {
    id,
    name,
    role,
    picture: picture ?? facePath(id),
    online,
    onDuty,
    teams: teamsOfMember(agents, member),
  }
}

async function inboxOf(
  inbox: Settings['inboxes'][number],
  settings: Settings,
  library: WorldDeps['library'],
  now: number,
): Promise<DeskInbox> {
  const canned = await library.all(inbox.id)
  return {
    id: inbox.id,
    name: inbox.name,
    color: inbox.color,
    voice: inbox.voice,
    canned: canned.map(({ name, text }) => ({ name, text })),
    tags: inbox.tags,
    labels: labelsHere(settings, inbox.id),
    open: isOpen(inbox.hours, now),
    hours: describeHours(inbox.hours),
    files: { maxBytes: inbox.files.max_bytes, types: inbox.files.types },
  }
}
