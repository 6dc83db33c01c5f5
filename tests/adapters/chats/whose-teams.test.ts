import { expect, it, onTestFinished } from 'vitest'
import { givenMembers } from '../../../src/adapters/chats/given-members.ts'
import type { Standing } from '../../../src/adapters/chats/standing.ts'
import { whatSaysTeams } from '../../../src/adapters/chats/whose-teams.ts'
import { openSqlite } from '../../../src/adapters/sql/index.ts'
import { parseSettings } from '../../../src/config/load.ts'
import { aMember } from '../../support/desk.ts'

function settings(more: string) {
  const read = parseSettings(
    'test.yaml',
    `name: House
teams: [{id: vip, name: VIP}, {id: sales, name: Sales}]
channels: [{id: support, name: support}]
inboxes: [{id: demo, name: Juno, places: [{chat: desk, channel: support}], doors: [{channel: widget, origins: ['https://shop.example']}]}]
${more}`,
  )
  if (!read.ok) throw new Error(read.problems.map(({ message }) => message).join('\n'))
  return read.settings
}

const DISCORD = "discord: {guild: '123456789012345678', roles: [{role: Agents, as: agent}]}"

/** A member by a role of Discord’s, whose roles the test changes. */
async function byRole() {
  const clock = { now: () => 1_000 }
  const database = await openSqlite({ file: ':memory:', clock })
  onTestFinished(() => database.close())
  const standing: { now: Standing | null } = { now: { role: 'agent', teams: ['vip'] } }
  const members = givenMembers({
    chat: 'discord',
    what: 'Discord role',
    database,
    standingOf: async () => standing.now,
    clock,
    peopleChanged: () => undefined,
  })
  const zoe = await members.make('223456789012345678', { names: ['Zoe'], email: null })
  if (!zoe) throw new Error('Zoe was not made a member.')
  const says = async (file = DISCORD) => {
    const now = await database.people.get(zoe.id)
    return now && whatSaysTeams(settings(file), database.feed, now)
  }
  return { database, members, standing, zoe, says }
}

it('a role of Discord’s says which teams its member is in, as long as there is Discord', async () => {
  const { says } = await byRole()
  expect(await says()).toBe('discord')
  expect(await says('')).toBeNull()
})

it('an admin’s word of what they are ends that', async () => {
  const { says, database, zoe } = await byRole()
  await database.people.change(zoe.id, { role: 'lead' })
  expect(await says()).toBeNull()
})

it('the settings come first, and of who came in by a link nothing says so', async () => {
  const { says, database, zoe } = await byRole()
  expect(await says(`${DISCORD}\nagents: [{id: ${zoe.id}, name: Zoe}]`)).toBe('settings')
  expect(await whatSaysTeams(settings(''), database.feed, aMember('Ben'))).toBeNull()
})

it('what a role says of teams is so at once, and whether they are on duty stays', async () => {
  const { members, standing, database, zoe } = await byRole()
  await database.people.change(zoe.id, { onDuty: false })
  standing.now = { role: 'agent', teams: ['sales'] }
  await members.changed()
  expect(await database.people.get(zoe.id)).toMatchObject({ teams: ['sales'], onDuty: false })
})
