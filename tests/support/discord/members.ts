import type { Person, Role } from './model.ts'
import type { Office } from './office.ts'
import { refuse } from './refusal.ts'
import type { Refusal } from './refusal.ts'
import { wireMember, wireRole, wireUser } from './wire-people.ts'

/** Someone comes into the server. */
export function join(office: Office, person: Person, roles: readonly string[] = []): void {
  office.guild.members.set(person.id, {
    id: person.id,
    nick: null,
    roles: new Set(roles),
    joinedAt: office.clock.now(),
  })
  office.tell({
    t: 'GUILD_MEMBER_ADD',
    d: { ...wireMember(office, person.id), guild_id: office.guild.id },
    intent: 'GUILD_MEMBERS',
  })
  office.changed()
}

/** Someone leaves the server, or is put out; the app itself too. */
export function leave(office: Office, person: Person): void {
  if (!office.guild.members.delete(person.id)) return
  if (person.id === office.app.userId) {
    office.tell({ t: 'GUILD_DELETE', d: { id: office.guild.id }, intent: 'GUILDS' })
  } else {
    office.tell({
      t: 'GUILD_MEMBER_REMOVE',
      d: { guild_id: office.guild.id, user: wireUser(person) },
      intent: 'GUILD_MEMBERS',
    })
  }
  for (const { thread } of office.channels.values()) thread?.members.delete(person.id)
  office.changed()
}

export interface MemberChange {
  readonly nick?: string | null
  readonly roles?: readonly string[]
}

export function changeMember(office: Office, userId: string, change: MemberChange): void {
  const member = office.guild.members.get(userId)
  if (!member) throw new Error(`${userId} is not in the server`)
  if (change.nick !== undefined) member.nick = change.nick
  if (change.roles) {
    member.roles.clear()
    for (const role of change.roles) member.roles.add(role)
  }
  office.tell({
    t: 'GUILD_MEMBER_UPDATE',
    d: { ...wireMember(office, userId), guild_id: office.guild.id },
    // An app hears of its own roles even without the intent.
    intent: userId === office.app.userId ? null : 'GUILD_MEMBERS',
  })
  office.changed()
}

export function changeRole(office: Office, role: Role, permissions: bigint): void {
  role.permissions = permissions
  const d = { guild_id: office.guild.id, role: wireRole(office, role) }
  office.tell({ t: 'GUILD_ROLE_UPDATE', d, intent: 'GUILDS' })
  office.changed()
}

/** Why a message of the app does not reach someone: Discord asks for a shared server and open doors. */
export function closedTo(office: Office, person: Person): Refusal | null {
  const { members } = office.guild
  if (person.blocksApp || person.bot || !person.takesMessages) return refuse(50007)
  const shared = members.has(person.id) && members.has(office.app.userId)
  return shared ? null : refuse(50278)
}
