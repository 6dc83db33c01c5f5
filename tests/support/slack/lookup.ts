import type { Channel, Message, MessageRef, Person } from './model.ts'
import type { Office } from './office.ts'
import { Refusal } from './refusal.ts'

/** The channel of that id or name (with or without `#`), or undefined. */
export function findChannel(office: Office, idOrName: string): Channel | undefined {
  const name = idOrName.replace(/^#/, '')
  return (
    office.channels.get(idOrName) ?? [...office.channels.values()].find((one) => one.name === name)
  )
}

/** The person of that id or handle (with or without `@`), or undefined. */
export function findPerson(office: Office, idOrHandle: string): Person | undefined {
  const handle = idOrHandle.replace(/^@/, '')
  return (
    office.people.get(idOrHandle) ??
    [...office.people.values()].find((one) => one.handle === handle)
  )
}

export function theChannel(office: Office, idOrName: string): Channel {
  const found = findChannel(office, idOrName)
  if (!found) throw new Error(`There is no channel “${idOrName}” in the fake Slack`)
  return found
}

export function thePerson(office: Office, idOrHandle: string): Person {
  const found = findPerson(office, idOrHandle)
  if (!found) throw new Error(`There is nobody “${idOrHandle}” in the fake Slack`)
  return found
}

export function theMessage(office: Office, ref: MessageRef): Message {
  const found = theChannel(office, ref.channel).messages.get(ref.ts)
  if (!found) throw new Error(`There is no message ${ref.ts} in ${ref.channel}`)
  return found
}

/** The direct-message channel of the app and a person, made when it is first asked for. */
export function directChannel(office: Office, person: Person): Channel {
  const name = `im-${person.id}`
  const known = [...office.channels.values()].find((one) => one.name === name)
  if (known) return known
  return makeChannel(office, { name, kind: 'im', members: [person.id, office.app.userId] })
}

export function makeChannel(
  office: Office,
  given: Pick<Channel, 'name' | 'kind'> & {
    readonly members: readonly string[]
    readonly shared?: boolean | undefined
    readonly archived?: boolean | undefined
    readonly readOnly?: boolean | undefined
  },
): Channel {
  const prefix = { public: 'C', private: 'C', im: 'D' }[given.kind]
  const channel: Channel = {
    id: office.id(prefix),
    name: given.name,
    kind: given.kind,
    archived: given.archived ?? false,
    readOnly: given.readOnly ?? false,
    shared: given.shared ?? false,
    members: new Set(given.members),
    messages: new Map(),
    ephemerals: [],
    pins: new Set(),
    lockedThreads: new Set(),
  }
  office.channels.set(channel.id, channel)
  return channel
}

// Messages stand in their map by age, since each new one has a later ts.

/** Replies of a thread, oldest first. */
export function repliesOf(channel: Channel, root: string): Message[] {
  return [...channel.messages.values()].filter((one) => one.threadTs === root)
}

/** What stands in the channel itself, oldest first: no replies but those sent to the channel too. */
export function topLevelOf(channel: Channel): Message[] {
  return [...channel.messages.values()].filter((one) => one.threadTs === null || one.broadcast)
}

/** The message an API call names, or Slack's `message_not_found`. */
export function messageOrRefuse(channel: Channel, ts: string): Message {
  const found = channel.messages.get(ts)
  if (!found || found.tombstone) throw new Refusal('message_not_found')
  return found
}
