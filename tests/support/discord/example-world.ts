import { makeChannel } from './channels.ts'
import type { Overwrite, Person, Role } from './model.ts'
import type { Office } from './office.ts'
import { bits } from './permissions.ts'
import type { Permission } from './permissions.ts'

export interface PersonGiven {
  readonly handle: string
  readonly name?: string
  readonly roles?: readonly string[]
  /** Not in the server. */
  readonly outside?: boolean
  readonly bot?: boolean
  /** A fixed user id, else one is made up. */
  readonly id?: string
}

export function addPerson(office: Office, given: PersonGiven): Person {
  const { handle } = given
  const person: Person = {
    id: given.id ?? office.id(),
    handle,
    globalName: given.name ?? `${handle[0]?.toUpperCase()}${handle.slice(1)}`,
    bot: given.bot ?? false,
    takesMessages: true,
    blocksApp: false,
  }
  office.people.set(person.id, person)
  if (given.outside) return person
  const all = [...office.guild.roles.values()]
  const roles = (given.roles ?? []).flatMap(
    (name) => all.find((one) => one.name === name)?.id ?? [],
  )
  const joinedAt = office.clock.now()
  office.guild.members.set(person.id, {
    id: person.id,
    nick: null,
    roles: new Set(roles),
    joinedAt,
  })
  return person
}

export function addRole(
  office: Office,
  name: string,
  permissions: readonly Permission[],
  { mentionable = false, managed = false, id = office.id() } = {},
): Role {
  const role: Role = { id, name, permissions: bits(permissions), mentionable, managed }
  office.guild.roles.set(role.id, role)
  return role
}

const EVERYONE: readonly Permission[] = [
  'VIEW_CHANNEL',
  'SEND_MESSAGES',
  'SEND_MESSAGES_IN_THREADS',
  'CREATE_PUBLIC_THREADS',
  'ADD_REACTIONS',
  'ATTACH_FILES',
  'EMBED_LINKS',
  'READ_MESSAGE_HISTORY',
  'USE_APPLICATION_COMMANDS',
]

const APP: readonly Permission[] = [
  ...EVERYONE,
  'CREATE_PRIVATE_THREADS',
  'MANAGE_CHANNELS',
  'MANAGE_MESSAGES',
  'MANAGE_ROLES',
  'MANAGE_THREADS',
  'MANAGE_WEBHOOKS',
  'PIN_MESSAGES',
]

/**
 * A small server. Ana and Ben answer (`agents`), Cleo supervises (`leads`), Olga owns it. Nina, Omar and
 * Mallory are fans who see only what all see, Dan has left, Zapbot is another app. Under the category
 * `Desk`, for the team and the app alone: `#support` and the forum `#inbox`. For all: `#lobby`. The app does
 * not see `#backstage`.
 */
export function furnish(office: Office): void {
  const everyone = addRole(office, 'everyone', EVERYONE, { id: office.guild.id })
  const agents = addRole(office, 'agents', [], { mentionable: true })
  const leads = addRole(office, 'leads', [
    'MANAGE_THREADS',
    'MANAGE_MESSAGES',
    'MANAGE_CHANNELS',
    'PIN_MESSAGES',
  ])
  const app = addRole(office, 'Greenroom', APP, { managed: true })
  addPerson(office, { handle: 'olga', id: office.guild.ownerId })
  addPerson(office, {
    handle: 'greenroom',
    name: 'Greenroom',
    id: office.app.userId,
    bot: true,
    roles: ['Greenroom'],
  })
  addPerson(office, { handle: 'ana', roles: ['agents'] })
  addPerson(office, { handle: 'ben', roles: ['agents'] })
  addPerson(office, { handle: 'cleo', roles: ['agents', 'leads'] })
  addPerson(office, { handle: 'zapbot', bot: true })
  for (const handle of ['nina', 'omar', 'mallory']) addPerson(office, { handle })
  addPerson(office, { handle: 'dan', outside: true })

  const view = bits(['VIEW_CHANNEL'])
  const open = (id: string): Overwrite => ({ id, kind: 'role', allow: view, deny: 0n })
  const hidden: Overwrite = { id: everyone.id, kind: 'role', allow: 0n, deny: view }
  const team = [hidden, open(agents.id), open(leads.id)]
  const desk = makeChannel(office, {
    name: 'Desk',
    kind: 'category',
    overwrites: [...team, open(app.id)],
  })
  makeChannel(office, { name: 'support', kind: 'text', parentId: desk.id })
  makeChannel(office, {
    name: 'inbox',
    kind: 'forum',
    parentId: desk.id,
    tags: ['open', 'claimed', 'waiting', 'resolved', 'billing'].map((name) => ({
      id: office.id(),
      name,
      moderated: false,
      emoji: null,
    })),
  })
  makeChannel(office, { name: 'lobby', kind: 'text' })
  makeChannel(office, { name: 'backstage', kind: 'text', overwrites: team })
}
