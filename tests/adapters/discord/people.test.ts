import pino from 'pino'
import { afterEach, describe, expect, it } from 'vitest'
import { givenMembers } from '../../../src/adapters/chats/given-members.ts'
import { createGateway } from '../../../src/adapters/discord/gateway.ts'
import type { Gateway } from '../../../src/adapters/discord/gateway.ts'
import { discordLosses } from '../../../src/adapters/discord/losses.ts'
import { discordPeople } from '../../../src/adapters/discord/people.ts'
import { discordRoles } from '../../../src/adapters/discord/roles.ts'
import { openSqlite } from '../../../src/adapters/sql/index.ts'
import { settings as schema } from '../../../src/config/schema.ts'
import type { AgentId } from '../../../src/conversation/ids.ts'
import type { Database } from '../../../src/ports.ts'
import { aMember } from '../../support/desk.ts'
import type { FakeDiscord } from '../../support/discord/fake-discord.ts'
import { handClock } from '../../support/slack/clock.ts'
import { discordWorld } from './discord-world.ts'

const world = discordWorld()
const open: { readonly gateway: Gateway; readonly database: Database }[] = []

afterEach(async () => {
  for (const { gateway, database } of open.splice(0)) {
    await gateway.stop()
    await database.close()
  }
})

const BY_ROLE = [
  { role: 'agents', as: 'agent', teams: ['first'] },
  { role: 'leads', as: 'supervisor', teams: ['second'] },
]

async function team(roles: (discord: FakeDiscord) => readonly object[] = () => BY_ROLE) {
  const discord = await world.discord()
  const clock = handClock()
  const database = await openSqlite({ file: ':memory:', clock })
  const ben = aMember('Ben')
  await database.people.put(ben)
  const settings = schema.parse({
    name: 'Example',
    teams: [
      { id: 'first', name: 'First' },
      { id: 'second', name: 'Second' },
    ],
    channels: [{ id: 'support', name: 'Support' }],
    discord: { guild: discord.guildId, roles: roles(discord) },
    agents: [{ id: ben.id, name: 'Ben', discord: discord.user('ben').id }],
    inboxes: [
      {
        id: 'demo',
        name: 'Demo',
        doors: [{ channel: 'widget' }],
        places: [{ chat: 'discord', channel: 'support' }],
      },
    ],
  })
  const log = pino({ level: 'silent' })
  const gateway = createGateway({
    token: discord.botToken,
    apiUrl: discord.apiUrl,
    pace: 100,
    clock,
    log,
    losses: discordLosses({ clock, changed: () => undefined }),
  })
  open.push({ gateway, database })
  const given = { settings: () => settings, gateway, clock, log }
  const known = discordRoles(given)
  const byRole = givenMembers({
    chat: 'discord',
    what: 'Discord role',
    database,
    standingOf: known.standingOf,
    clock,
    peopleChanged: () => undefined,
  })
  const people = discordPeople({ ...given, people: database.people, roles: known, byRole })
  /** As a message of theirs says it. */
  const written = (handle: string, ...has: readonly string[]) =>
    people.memberOf({
      id: discord.user(handle).id,
      roles: has.map((name) => discord.role(name).id),
    })
  return { discord, clock, database, people, roles: known, byRole, written, ben }
}

describe('who of Discord is who of the team', () => {
  it('is as the settings say by their id, whatever roles they have', async () => {
    const { written, people, discord, ben } = await team()
    expect((await written('ben'))?.id).toBe(ben.id)
    expect(people.userOf(ben.id)).toBe(discord.user('ben').id)
    expect(await people.nameOf(discord.user('ben').id)).toBe('Ben')
  })

  it('becomes a member by a role that came with their words, with no more asked than their names', async () => {
    const { written, people, discord, database } = await team()
    await discord.user('ana').goesBy('Ana of the desk')
    const ana = await written('ana', 'agents')
    expect(ana).toMatchObject({ role: 'agent', teams: ['first'], name: 'Ana of the desk' })
    await written('ana', 'agents')
    expect(discord.calls().map(({ route }) => route)).toEqual(['role.list', 'member'])
    expect(people.userOf(ana?.id ?? ('' as AgentId))).toBe(discord.user('ana').id)
    const [entry] = await database.audit.newest(1)
    expect(entry?.detail).toBe('Ana of the desk: agent by a Discord role')
  })

  it('has the highest of their roles and all its teams', async () => {
    const { written } = await team()
    expect(await written('cleo', 'agents', 'leads')).toMatchObject({
      role: 'supervisor',
      teams: ['first', 'second'],
    })
  })

  it('takes a role by its id, too', async () => {
    const { written } = await team((discord) => [{ role: discord.role('agents').id, as: 'lead' }])
    expect(await written('ana', 'agents')).toMatchObject({ role: 'lead' })
    expect(await written('cleo', 'leads')).toBeNull()
  })

  it('is a stranger without such a role', async () => {
    const { written, database } = await team()
    expect(await written('nina')).toBeNull()
    expect((await database.people.all()).map(({ name }) => name)).toEqual(['Ben'])
  })

  it('is out when the role is taken away, and in again with it', async () => {
    const { written, byRole, discord, database, clock } = await team()
    const ana = await written('ana', 'agents')
    expect(await written('ana')).toBeNull()
    expect((await written('ana', 'agents'))?.id).toBe(ana?.id)
    await discord.user('ana').loses('agents')
    await clock.advance(11 * 60_000)
    await byRole.changed()
    expect(await database.people.get(ana?.id ?? ('' as AgentId))).toMatchObject({ active: false })
  })

  it('is out when they leave the server', async () => {
    const { written, byRole, roles, discord, database } = await team()
    const ana = await written('ana', 'agents')
    roles.left(discord.user('ana').id)
    await byRole.changed()
    expect(await database.people.get(ana?.id ?? ('' as AgentId))).toMatchObject({ active: false })
  })

  it('stays what an admin made of them', async () => {
    const { written, database } = await team()
    const ana = await written('ana', 'agents')
    await database.people.change(ana?.id ?? ('' as AgentId), { role: 'admin' })
    expect(await written('ana')).toMatchObject({ role: 'admin' })
  })

  it('is asked for where Discord did not say their roles, and nobody is a stranger before it said so', async () => {
    const { people, discord } = await team()
    discord.weather.brings({ does: { kind: 'fail', status: 503 }, times: 'always' })
    const { id } = discord.user('ana')
    await expect(people.memberOf({ id })).rejects.toThrow('does not say')
    discord.weather.clears()
    expect(await people.memberOf({ id })).toMatchObject({ name: 'Ana', role: 'agent' })
  })
})
