import type { Channel, Message, MessageRef, Person, Role } from './model.ts'
import type { Office } from './office.ts'
import { permissionsIn } from './permissions.ts'

/** A channel, thread or conversation, as tests name it: by id, by name, or by anything that has its id. */
export type Place = string | { readonly id: string }

export function findChannel(office: Office, place: Place): Channel | undefined {
  const named = typeof place === 'string' ? place.replace(/^#/, '') : place.id
  const known = office.channels.get(named)
  return known ?? [...office.channels.values()].findLast((one) => one.name === named)
}

export function theChannel(office: Office, place: Place): Channel {
  const found = findChannel(office, place)
  if (found) return found
  const named = typeof place === 'string' ? place : place.id
  throw new Error(`There is no channel “${named}” in the fake Discord`)
}

export function findPerson(office: Office, idOrHandle: string): Person | undefined {
  const handle = idOrHandle.replace(/^@/, '')
  const all = [...office.people.values()]
  return office.people.get(idOrHandle) ?? all.find((one) => one.handle === handle)
}

export function thePerson(office: Office, idOrHandle: string): Person {
  const found = findPerson(office, idOrHandle)
  if (!found) throw new Error(`There is nobody “${idOrHandle}” in the fake Discord`)
  return found
}

export function theRole(office: Office, idOrName: string): Role {
  const name = idOrName.replace(/^@/, '')
  const all = [...office.guild.roles.values()]
  const found = office.guild.roles.get(idOrName) ?? all.find((one) => one.name === name)
  if (!found) throw new Error(`There is no role “${idOrName}” in the fake Discord`)
  return found
}

/** A message, also one that only one person sees. */
export function theMessage(office: Office, ref: MessageRef): Message {
  const channel = theChannel(office, ref.channel)
  const found = channel.messages.get(ref.id) ?? channel.ephemerals.get(ref.id)
  if (!found) throw new Error(`There is no message ${ref.id} in #${channel.name}`)
  return found
}

/** The name that stands over what someone writes. */
export function displayName(office: Office, userId: string): string {
  const person = office.people.get(userId)
  const nick = office.guild.members.get(userId)?.nick
  return nick ?? person?.globalName ?? 'Deleted User'
}

export function canSee(office: Office, userId: string, channel: Channel): boolean {
  return permissionsIn(office, userId, channel) !== 0n
}

export function threadsOf(office: Office, parentId: string): Channel[] {
  return [...office.channels.values()].filter((one) => one.thread && one.parentId === parentId)
}

export function activeThreads(office: Office): Channel[] {
  return [...office.channels.values()].filter((one) => one.thread?.archived === false)
}

export function isThread(
  channel: Channel,
): channel is Channel & { readonly thread: NonNullable<Channel['thread']> } {
  return channel.thread !== null
}
