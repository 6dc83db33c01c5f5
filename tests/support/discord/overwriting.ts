import { thePerson, theRole } from './lookup.ts'
import type { Channel, Overwrite } from './model.ts'
import type { Office } from './office.ts'

/** The overwrite of the app, a role or a person in a channel, made when it is first asked for. */
export function overwriteOf(office: Office, channel: Channel, who: string | undefined): Overwrite {
  const named =
    who === undefined ? { id: office.app.userId, kind: 'member' as const } : subject(office, who)
  const known = channel.overwrites.find((one) => one.id === named.id)
  if (known) return known
  const fresh: Overwrite = { ...named, allow: 0n, deny: 0n }
  channel.overwrites.push(fresh)
  return fresh
}

function subject(office: Office, who: string): Pick<Overwrite, 'id' | 'kind'> {
  const isRole = [...office.guild.roles.values()].some((one) => one.name === who || one.id === who)
  if (isRole) return { id: theRole(office, who).id, kind: 'role' }
  return { id: thePerson(office, who).id, kind: 'member' }
}
