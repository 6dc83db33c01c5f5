import { makeChannel } from './lookup.ts'
import type { Person } from './model.ts'
import type { Office } from './office.ts'

export interface PersonGiven {
  readonly handle: string
  readonly realName?: string
  readonly displayName?: string
  readonly email?: string
  readonly deactivated?: boolean
  /** From another workspace, met in a shared channel. */
  readonly stranger?: boolean
  /** Another app's bot. */
  readonly bot?: boolean
  /** A fixed user id, else one is made up. */
  readonly id?: string
}

export function addPerson(office: Office, given: PersonGiven): Person {
  const { handle } = given
  const name = given.realName ?? `${handle[0]?.toUpperCase()}${handle.slice(1)}`
  const person: Person = {
    id: given.id ?? office.id('U'),
    handle,
    teamId: given.stranger ? 'TELSEWHERE' : office.team.id,
    realName: name,
    displayName: given.displayName ?? name,
    email: given.email ?? `${handle}@example.com`,
    picture: `https://example.com/${handle}.png`,
    botId: given.bot ? office.id('B') : null,
    deactivated: given.deactivated ?? false,
    presence: 'active',
  }
  office.people.set(person.id, person)
  return person
}

export function addGroup(office: Office, handle: string, handles: readonly string[]): void {
  const members = [...office.people.values()].filter((one) => handles.includes(one.handle))
  const id = office.id('S')
  const ids = members.map((one) => one.id)
  office.groups.set(id, { id, handle, name: handle, members: ids, disabled: false })
}

/**
 * A small workspace. Ana and Ben answer, Cleo supervises, Dan has left, Mallory is a stranger from a shared
 * channel, Zapbot is another app. `#lounge` has everyone but the app, `#old` is archived.
 */
export function furnish(office: Office): void {
  const person = (given: PersonGiven) => addPerson(office, given).id
  const ana = person({ handle: 'ana', realName: 'Ana Alves', displayName: 'Ana' })
  const ben = person({ handle: 'ben', realName: 'Ben Berg', displayName: 'Ben' })
  const cleo = person({ handle: 'cleo', realName: 'Cleo Costa', displayName: 'Cleo' })
  const dan = person({ handle: 'dan', deactivated: true })
  const mallory = person({ handle: 'mallory', stranger: true })
  const zapbot = person({ handle: 'zapbot', bot: true })
  addGroup(office, 'agents', ['ana', 'ben'])
  addGroup(office, 'leads', ['cleo'])

  const app = office.app.userId
  const team = [ana, ben, cleo, zapbot]
  makeChannel(office, { name: 'support', kind: 'public', members: [...team, dan, app] })
  makeChannel(office, { name: 'vip', kind: 'private', members: [...team, app] })
  makeChannel(office, {
    name: 'partners',
    kind: 'public',
    members: [...team, mallory, app],
    shared: true,
  })
  makeChannel(office, { name: 'lounge', kind: 'public', members: team })
  makeChannel(office, { name: 'board', kind: 'private', members: [cleo] })
  makeChannel(office, { name: 'old', kind: 'public', members: [...team, app], archived: true })
}
