import type { Settings } from '../../config.ts'
import type { AgentId } from '../../conversation/ids.ts'
import type { Member, People } from '../../ports.ts'
import { personGiven } from '../chats/given-members.ts'
import type { GivenMembers } from '../chats/given-members.ts'
import { remembered } from '../chats/remembered.ts'
import type { Roles } from './roles.ts'

/** A person of Discord, as what came from them says. */
export interface DiscordUser {
  readonly id: string
  /** The ids of their roles in the server; left out where Discord did not say. */
  readonly roles?: readonly string[]
  /** Names that they go by, the first first: in the server, in Discord, their handle. */
  readonly names?: readonly string[]
}

export interface DiscordPeople {
  /** The active member that this person is, or null for a stranger. */
  memberOf(user: DiscordUser): Promise<Member | null>
  /** A member's id in Discord, where it is known. */
  userOf(member: AgentId): string | null
  /** The public name of the member that a person of Discord is, or null for anybody else. */
  nameOf(user: string): Promise<string | null>
}

interface Deps {
  readonly settings: () => Settings
  readonly people: Pick<People, 'get'>
  readonly roles: Pick<Roles, 'heard' | 'standingOf' | 'namesOf'>
  readonly byRole: Pick<GivenMembers, 'known' | 'make'>
}

const MOST = 10_000

/** Who of Discord is who of the team: as the settings say, or by their roles in the server. */
export function discordPeople({ settings, people, roles, byRole }: Deps): DiscordPeople {
  const users = remembered<string>(MOST)

  async function memberOf(user: DiscordUser): Promise<Member | null> {
    if (user.roles) roles.heard(user.id, user.roles)
    const member = await found(user)
    if (!member?.active) return null
    users.set(member.id, user.id)
    return member
  }

  async function found({ id, names }: DiscordUser): Promise<Member | null> {
    const named = settings().agents.find(({ discord }) => discord === id)
    if (named) return people.get(named.id)
    const known = await byRole.known(id)
    if (known !== 'none') return known
    const standing = await roles.standingOf(id)
    // It is not said of anybody that they are a stranger before Discord said so.
    if (standing === 'unknown') throw new Error('Discord does not say who somebody is.')
    if (!standing) return null
    return byRole.make(id, { names: names ?? (await roles.namesOf(id)), email: null })
  }

  function userOf(member: AgentId): string | null {
    const named = settings().agents.find(({ id }) => id === member)?.discord
    return named ?? users.get(member) ?? personGiven('discord', member)
  }

  return {
    memberOf,
    userOf,
    nameOf: async (user) => (await memberOf({ id: user }))?.name ?? null,
  }
}
