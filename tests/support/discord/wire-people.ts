import { defined } from '../slack/json.ts'
import type { JsonObject } from '../slack/json.ts'
import type { Person, Role } from './model.ts'
import type { Office } from './office.ts'

export function wireUser(person: Person): JsonObject {
  return defined({
    id: person.id,
    username: person.handle,
    global_name: person.bot ? null : person.globalName,
    discriminator: person.bot ? '0001' : '0',
    avatar: null,
    banner: null,
    accent_color: null,
    avatar_decoration_data: null,
    collectibles: null,
    primary_guild: null,
    public_flags: 0,
    flags: 0,
    bot: person.bot ? true : undefined,
  })
}

export function wireUserById(office: Office, id: string): JsonObject {
  const person = office.people.get(id)
  return person ? wireUser(person) : { id, username: 'deleted_user', discriminator: '0' }
}

/** A member, with the user unless the message beside it already has it. */
export function wireMember(
  office: Office,
  userId: string,
  { withUser = true } = {},
): JsonObject | undefined {
  const member = office.guild.members.get(userId)
  if (!member) return undefined
  return {
    ...(withUser ? { user: wireUserById(office, userId) } : {}),
    nick: member.nick,
    avatar: null,
    banner: null,
    roles: [...member.roles],
    joined_at: new Date(member.joinedAt).toISOString(),
    premium_since: null,
    communication_disabled_until: null,
    deaf: false,
    mute: false,
    pending: false,
    flags: 0,
  }
}

export function wireRole(office: Office, role: Role): JsonObject {
  return {
    id: role.id,
    name: role.id === office.guild.id ? '@everyone' : role.name,
    permissions: String(role.permissions),
    position: [...office.guild.roles.keys()].indexOf(role.id),
    color: 0,
    colors: { primary_color: 0, secondary_color: null, tertiary_color: null },
    hoist: false,
    icon: null,
    unicode_emoji: null,
    managed: role.managed,
    mentionable: role.mentionable,
    flags: 0,
    ...(role.managed ? { tags: { bot_id: office.app.userId } } : {}),
  }
}
