import { PermissionFlagsBits, Routes } from 'discord.js'
import { z } from 'zod'
import type { Settings } from '../../config.ts'
import { doubtful, ill, well } from '../chats/doctor.ts'
import type { Finding, Findings } from '../chats/doctor.ts'
import { mendAsking } from './doctor-asking.ts'
import type { Ask } from './doctor-asking.ts'
import { nameOf } from './doctor-places.ts'
import type { OpenPlace } from './doctor-places.ts'
import type { Role, Server } from './doctor-server.ts'
import { rightsIn } from './rights.ts'

/** Names of members by their ids in Discord; and the ids of roles that make members. */
export interface Known {
  readonly people: ReadonlyMap<string, string>
  readonly roles: ReadonlySet<string>
}

type Agent = Settings['agents'][number]
type Named = NonNullable<Settings['discord']>['roles'][number]

const MOST = 200
const UNKNOWN_MEMBER = 10007
const UNKNOWN_USER = 10013
const COPY = 'in Discord with Developer Mode on: right click on them, Copy User ID'

const found = z.looseObject({
  user: z.looseObject({ id: z.string(), username: z.string(), bot: z.boolean().catch(false) }),
  roles: z.array(z.string()),
})

/** Whether the server knows each role and each member of the settings; gives back whom it knows. */
export async function* checkPeople(
  ask: Ask,
  settings: Settings,
  server: Server,
  places: readonly OpenPlace[],
): Findings<Known> {
  const roles = new Set<string>()
  for (const named of settings.discord?.roles ?? []) {
    const theirs = server.roles.filter(({ id, name }) => id === named.role || name === named.role)
    const [first] = theirs
    yield roleFinding(named, theirs, server)
    if (first) roles.add(first.id)
  }
  const people = new Map<string, string>()
  const { agents } = settings
  if (agents.length === 0 && roles.size === 0) yield nobody()
  for (const agent of agents.slice(0, MOST)) {
    if (agent.discord === null) {
      if (roles.size === 0) yield nothingToGoBy(agent)
      continue
    }
    const finding = await lookAt(ask, agent, agent.discord, server, places)
    yield finding
    if (finding.mark !== 'ill') people.set(agent.discord, agent.name)
  }
  if (agents.length > MOST)
    yield doubtful(
      `The other ${agents.length - MOST} members were not looked at.`,
      'They may be well.',
    )
  return { people, roles }
}

function roleFinding({ role, as }: Named, all: readonly Role[], server: Server): Finding {
  const [first] = all
  if (!first)
    return ill(
      `The server has no role “${role}”.`,
      'Mend it under discord.roles in the settings: a role’s name stands in the server’s settings, Roles.',
    )
  if (first.id === server.id)
    return ill(
      `The role ${role} is that of everybody: all in the server would be members, as ${as}.`,
      'Name a role under discord.roles that the team alone has.',
    )
  if (all.length > 1)
    return doubtful(
      `The server has ${all.length} roles of the name “${role}”; Greenroom takes the one with the id ${first.id}.`,
      'Write the id of the one that is meant into the settings, in quotes.',
    )
  return well(`Who has the role @${first.name} is a member, as ${as}.`)
}

function nobody(): Finding {
  return doubtful(
    'The settings name no members and no roles, so nobody can answer from Discord.',
    `Name yourself under agents, with your Discord user id; ${COPY}.`,
  )
}

function nothingToGoBy({ id, name }: Agent): Finding {
  return doubtful(
    `${name} has no discord in the settings, and cannot answer from Discord.`,
    `Give the agent ${id} their Discord user id: ${COPY}.`,
  )
}

async function lookAt(
  ask: Ask,
  { id, name }: Agent,
  user: string,
  server: Server,
  places: readonly OpenPlace[],
): Promise<Finding> {
  const answer = await ask('GET', Routes.guildMember(server.id, user))
  if (!answer.ok) {
    const { code } = answer.failure
    if (code === UNKNOWN_USER)
      return ill(
        `Discord knows nobody by the id ${user}, by which the settings name ${name}.`,
        `Write the Discord user id of ${name} at the agent ${id}: ${COPY}.`,
      )
    if (code === UNKNOWN_MEMBER)
      return ill(
        `${name} is not in the server “${server.name}”.`,
        `Invite them in Discord; or mend discord at the agent ${id}.`,
      )
    return ill(`${name} could not be looked up. ${answer.sentence}`, mendAsking(answer))
  }
  const { user: who, roles } = found.parse(answer.data)
  if (who.bot)
    return ill(
      `${name} would be an app: ${user} is not a person.`,
      `Mend the agent ${id} in the settings, or take ${name} out.`,
    )
  const unseen = places.filter(({ channel }) => {
    const rights = rightsIn(server, { id: user, roles }, channel.permission_overwrites)
    return (rights & PermissionFlagsBits.ViewChannel) === 0n
  })
  if (unseen.length === 0) return well(`${name} is @${who.username} in the server.`)
  const names = unseen.map(({ channel }) => nameOf(channel)).join(', ')
  return doubtful(
    `${name} is @${who.username} in the server, and does not see ${names}.`,
    `If they are to answer there, in Discord: ${names}, Edit, Permissions, add them or one of their roles.`,
  )
}
