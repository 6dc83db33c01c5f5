import { directChannel } from './channels.ts'
import { canSee, findPerson, theChannel } from './lookup.ts'
import type { Place } from './lookup.ts'
import type { Channel, Person } from './model.ts'
import type { Office } from './office.ts'
import { may } from './permissions.ts'
import type { Permission } from './permissions.ts'

/** The place, if they may write in it; an archived thread wakes up by what they write. */
export function enter(office: Office, me: Person, place: Place): Channel {
  const toApp = typeof place === 'string' && place.startsWith('@')
  if (toApp && findPerson(office, place)?.id === office.app.userId) {
    if (!office.guild.members.has(me.id))
      throw new Error(`${me.handle} shares no server with the app`)
    return directChannel(office, me)
  }
  const channel = theChannel(office, place)
  if (channel.kind === 'forum' || channel.kind === 'category') {
    throw new Error(`Nobody writes in #${channel.name} itself`)
  }
  needs(office, me, channel, channel.thread ? 'SEND_MESSAGES_IN_THREADS' : 'SEND_MESSAGES')
  if (channel.thread?.locked) needs(office, me, channel, 'MANAGE_THREADS')
  return channel
}

/** Throws, as if the button for it were not there. */
export function needs(office: Office, me: Person, channel: Channel, permission: Permission): void {
  if (!canSee(office, me.id, channel)) throw new Error(`${me.handle} does not see #${channel.name}`)
  if (may(office, me.id, channel, permission)) return
  throw new Error(`${me.handle} may not do this in #${channel.name}: ${permission}`)
}
