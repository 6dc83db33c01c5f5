import type { Channel, Overwrite } from './model.ts'
import type { Office } from './office.ts'

const PLACES = {
  ADMINISTRATOR: 3n,
  MANAGE_CHANNELS: 4n,
  MANAGE_GUILD: 5n,
  ADD_REACTIONS: 6n,
  VIEW_CHANNEL: 10n,
  SEND_MESSAGES: 11n,
  MANAGE_MESSAGES: 13n,
  EMBED_LINKS: 14n,
  ATTACH_FILES: 15n,
  READ_MESSAGE_HISTORY: 16n,
  MENTION_EVERYONE: 17n,
  MANAGE_ROLES: 28n,
  MANAGE_WEBHOOKS: 29n,
  USE_APPLICATION_COMMANDS: 31n,
  MANAGE_THREADS: 34n,
  CREATE_PUBLIC_THREADS: 35n,
  CREATE_PRIVATE_THREADS: 36n,
  SEND_MESSAGES_IN_THREADS: 38n,
  PIN_MESSAGES: 51n,
} as const

export type Permission = keyof typeof PLACES

const EVERYTHING = (1n << 53n) - 1n

export function bits(names: readonly Permission[]): bigint {
  return names.reduce((all, name) => all | (1n << PLACES[name]), 0n)
}

/** What someone may do in a channel; a thread follows its parent. 0 without a view of it. */
export function permissionsIn(office: Office, userId: string, channel: Channel): bigint {
  if (channel.kind === 'dm') return dmPermissions(office, userId, channel)
  const base = basePermissions(office, userId)
  if (base === undefined) return 0n
  if ((base & bits(['ADMINISTRATOR'])) !== 0n) return EVERYTHING
  const place = channel.thread ? office.channels.get(channel.parentId ?? '') : channel
  if (!place) return 0n
  const found = overwritten(office, userId, base, place.overwrites)
  if ((found & bits(['VIEW_CHANNEL'])) === 0n) return 0n
  return shutOut(channel, userId, found) ? 0n : found
}

/** Whether someone may do this there, and see the place at all. */
export function may(
  office: Office,
  userId: string,
  channel: Channel,
  permission: Permission,
): boolean {
  return (permissionsIn(office, userId, channel) & bits([permission])) !== 0n
}

/** What someone may do in the whole server, or undefined for one who is not in it. */
export function basePermissions(office: Office, userId: string): bigint | undefined {
  const { guild } = office
  const member = guild.members.get(userId)
  if (!member) return undefined
  if (guild.ownerId === userId) return EVERYTHING
  const ids = [guild.id, ...member.roles]
  const base = ids.reduce((all, id) => all | (guild.roles.get(id)?.permissions ?? 0n), 0n)
  return (base & bits(['ADMINISTRATOR'])) === 0n ? base : EVERYTHING
}

function overwritten(
  office: Office,
  userId: string,
  base: bigint,
  overwrites: readonly Overwrite[],
): bigint {
  const roles = office.guild.members.get(userId)?.roles ?? new Set()
  const apply = (found: bigint, those: readonly Overwrite[]) => {
    const deny = those.reduce((all, one) => all | one.deny, 0n)
    const allow = those.reduce((all, one) => all | one.allow, 0n)
    return (found & ~deny) | allow
  }
  const everyone = overwrites.filter((one) => one.id === office.guild.id)
  const byRole = overwrites.filter((one) => one.kind === 'role' && roles.has(one.id))
  const own = overwrites.filter((one) => one.kind === 'member' && one.id === userId)
  return [everyone, byRole, own].reduce(apply, base)
}

/** A private thread is for its members and for those who manage threads. */
function shutOut({ kind, thread }: Channel, userId: string, found: bigint): boolean {
  if (kind !== 'private thread' || thread?.members.has(userId)) return false
  return (found & bits(['MANAGE_THREADS'])) === 0n
}

function dmPermissions(office: Office, userId: string, { recipient }: Channel): bigint {
  if (userId !== recipient && userId !== office.app.userId) return 0n
  const not = bits(['MANAGE_MESSAGES', 'MANAGE_CHANNELS', 'MANAGE_WEBHOOKS', 'MANAGE_THREADS'])
  return EVERYTHING & ~not & ~bits(['ADMINISTRATOR'])
}
