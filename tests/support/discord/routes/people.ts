import { stringAt } from '../../slack/json.ts'
import { directChannel } from '../channels.ts'
import { changeMember } from '../members.ts'
import type { Office } from '../office.ts'
import { basePermissions, bits } from '../permissions.ts'
import type { Permission } from '../permissions.ts'
import { numberFrom } from '../reach.ts'
import { Refusal, refuse } from '../refusal.ts'
import { DONE, ok, route } from '../route.ts'
import type { Call, Route } from '../route.ts'
import { compare } from '../snowflakes.ts'
import { wireGuild } from '../wire-guild.ts'
import { wireChannel } from '../wire-channel.ts'
import { wireMember, wireRole, wireUserById } from '../wire-people.ts'

const MEMBER = '/guilds/:guild/members'

/** Users, members, roles and direct messages. */
export const peopleRoutes: readonly Route[] = [
  route('me', 'GET /users/@me', ({ office }) => ok(wireUserById(office, office.app.userId))),
  route('me.guilds', 'GET /users/@me/guilds', ({ office }) => {
    const { id, name, members } = office.guild
    const permissions = String(basePermissions(office, office.app.userId) ?? 0n)
    const one = { id, name, icon: null, owner: false, permissions, features: [] }
    return ok(members.has(office.app.userId) ? [one] : [])
  }),
  route('dm.open', 'POST /users/@me/channels', openDm, { fields: ['recipient_id'] }),
  route('user', 'GET /users/:user', ({ office, params }) => {
    if (!office.people.has(params['user'] ?? '')) throw refuse(10013)
    return ok(wireUserById(office, params['user'] ?? ''))
  }),
  route('guild', 'GET /guilds/:guild', (call) => ok(wireGuild(inGuild(call)))),
  route('role.list', 'GET /guilds/:guild/roles', (call) => {
    const office = inGuild(call)
    return ok([...office.guild.roles.values()].map((one) => wireRole(office, one)))
  }),
  route('member.search', `GET ${MEMBER}/search`, (call) => {
    const office = inGuild(call)
    const query = (call.query.get('query') ?? '').toLowerCase()
    const limit = numberFrom(call.query, 'limit', { fallback: 1, most: 1000 })
    const found = [...office.guild.members.values()].filter(({ id, nick }) => {
      const handle = office.people.get(id)?.handle ?? ''
      return [handle, nick ?? ''].some((one) => one.toLowerCase().startsWith(query))
    })
    return ok(found.slice(0, limit).map(({ id }) => wireMember(office, id)))
  }),
  route('member.list', `GET ${MEMBER}`, (call) => {
    const office = inGuild(call)
    if (!office.app.privileged.has('GUILD_MEMBERS')) throw refuse(50001)
    const limit = numberFrom(call.query, 'limit', { fallback: 1, most: 1000 })
    const after = call.query.get('after') ?? '0'
    const ids = [...office.guild.members.keys()].filter((id) => compare(id, after) > 0)
    return ok(ids.slice(0, limit).map((id) => wireMember(office, id)))
  }),
  route('member', `GET ${MEMBER}/:user`, (call) => {
    const office = inGuild(call)
    const found = wireMember(office, call.params['user'] ?? '')
    if (!found) throw refuse(office.people.has(call.params['user'] ?? '') ? 10007 : 10013)
    return ok(found)
  }),
  route('role.give', `PUT ${MEMBER}/:user/roles/:role`, (call) => setRole(call, true)),
  route('role.take', `DELETE ${MEMBER}/:user/roles/:role`, (call) => setRole(call, false)),
]

function openDm({ office, body }: Call) {
  const person = office.people.get(stringAt(body, 'recipient_id') ?? '')
  if (!person) throw refuse(10013)
  // The conversation opens whatever the person's settings: only writing into it is refused.
  if (person.bot) throw refuse(50007)
  return ok(wireChannel(office, directChannel(office, person)))
}

function setRole(call: Call, on: boolean) {
  const office = inGuild(call)
  const { user = '', role = '' } = call.params
  const member = office.guild.members.get(user)
  if (!member) throw refuse(10007)
  if (!office.guild.roles.has(role)) throw refuse(10011)
  needInGuild(office, 'MANAGE_ROLES')
  const roles = [...member.roles].filter((id) => id !== role)
  changeMember(office, user, { roles: on ? [...roles, role] : roles })
  return DONE
}

function needInGuild(office: Office, permission: Permission) {
  const mine = basePermissions(office, office.app.userId) ?? 0n
  if ((mine & bits([permission])) === 0n) throw refuse(50013)
}

function inGuild({ office, params }: Call): Office {
  if (params['guild'] !== office.guild.id) throw refuse(10004)
  if (!office.guild.members.has(office.app.userId)) throw new Refusal(403, 50001, 'Missing Access')
  return office
}
