import { OverwriteType, PermissionFlagsBits } from 'discord.js'

/** A channel's rule for one role or one member. */
export interface Overwrite {
  readonly id: string
  readonly type: number
  readonly allow: bigint
  readonly deny: bigint
}

interface Server {
  /** Its id is that of the role of everybody, too. */
  readonly id: string
  readonly ownerId: string
  readonly roles: readonly { readonly id: string; readonly permissions: bigint }[]
}

interface Member {
  readonly id: string
  readonly roles: readonly string[]
}

const ROLE: number = OverwriteType.Role
const EVERYTHING = (1n << 60n) - 1n

/** What a member may do in a channel with these rules; nothing where they do not see it. */
export function rightsIn(server: Server, member: Member, overwrites: readonly Overwrite[]): bigint {
  const { id, ownerId, roles } = server
  if (member.id === ownerId) return EVERYTHING
  const theirs = [id, ...member.roles]
  const base = roles
    .filter((role) => theirs.includes(role.id))
    .reduce((all, { permissions }) => all | permissions, 0n)
  if ((base & PermissionFlagsBits.Administrator) !== 0n) return EVERYTHING
  const isRole = ({ type }: Overwrite) => type === ROLE
  const rights = [
    overwrites.filter((one) => one.id === id),
    overwrites.filter((one) => isRole(one) && member.roles.includes(one.id)),
    overwrites.filter((one) => !isRole(one) && one.id === member.id),
  ].reduce(applied, base)
  return (rights & PermissionFlagsBits.ViewChannel) === 0n ? 0n : rights
}

/** Of several rules of one kind, what any of them allows counts. */
function applied(rights: bigint, overwrites: readonly Overwrite[]): bigint {
  const deny = overwrites.reduce((all, one) => all | one.deny, 0n)
  const allow = overwrites.reduce((all, one) => all | one.allow, 0n)
  return (rights & ~deny) | allow
}
