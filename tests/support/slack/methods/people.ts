import { z } from 'zod'
import { flag, page, text } from '../arguments.ts'
import { method } from '../method.ts'
import type { Call, Method } from '../method.ts'
import type { Person } from '../model.ts'
import { paged } from '../reach.ts'
import { Refusal } from '../refusal.ts'
import { wireGroup, wirePerson, wireProfile } from '../wire-people.ts'

const info = method({
  name: 'users.info',
  tier: 4,
  scopes: ['users:read'],
  args: z.object({ user: text, include_locale: flag.optional() }),
  run: (args, call) => ({
    user: wirePerson(call.office, personOf(call, args.user), maySeeEmail(call)),
  }),
})

const list = method({
  name: 'users.list',
  tier: 2,
  scopes: ['users:read'],
  args: z.object({ ...page, include_locale: flag.optional() }),
  run(args, call) {
    // Strangers from shared channels are not listed; they are found by users.info alone.
    const own = [...call.office.people.values()].filter((one) => one.teamId === call.office.team.id)
    const { items, next } = paged(own, args)
    return {
      members: items.map((one) => wirePerson(call.office, one, maySeeEmail(call))),
      cache_ts: Math.floor(call.office.clock.now() / 1000),
      response_metadata: { next_cursor: next },
    }
  },
})

const byEmail = method({
  name: 'users.lookupByEmail',
  tier: 3,
  scopes: ['users:read.email'],
  args: z.object({ email: text }),
  run(args, call) {
    const found = [...call.office.people.values()].find(
      (one) =>
        one.email.toLowerCase() === args.email.toLowerCase() &&
        one.teamId === call.office.team.id &&
        !one.deactivated,
    )
    if (!found) throw new Refusal('users_not_found')
    return { user: wirePerson(call.office, found, true) }
  },
})

const presence = method({
  name: 'users.getPresence',
  tier: 3,
  scopes: ['users:read'],
  args: z.object({ user: text.optional() }),
  run: (args, call) => ({
    presence: personOf(call, args.user ?? call.office.app.userId).presence,
  }),
})

const profile = method({
  name: 'users.profile.get',
  tier: 4,
  scopes: ['users.profile:read'],
  args: z.object({ user: text.optional(), include_labels: flag.optional() }),
  run: (args, call) => ({
    profile: wireProfile(personOf(call, args.user ?? call.office.app.userId), maySeeEmail(call)),
  }),
})

const groups = method({
  name: 'usergroups.list',
  tier: 2,
  scopes: ['usergroups:read'],
  args: z.object({
    include_users: flag.optional(),
    include_count: flag.optional(),
    include_disabled: flag.optional(),
  }),
  run(args, { office }) {
    if (!office.team.paid) throw new Refusal('paid_teams_only')
    const shown = [...office.groups.values()].filter(
      (one) => args.include_disabled || !one.disabled,
    )
    return { usergroups: shown.map((one) => wireGroup(office, one, args.include_users === true)) }
  },
})

const groupUsers = method({
  name: 'usergroups.users.list',
  tier: 2,
  scopes: ['usergroups:read'],
  args: z.object({ usergroup: text, include_disabled: flag.optional() }),
  run(args, { office }) {
    if (!office.team.paid) throw new Refusal('paid_teams_only')
    const group = office.groups.get(args.usergroup)
    if (!group || (group.disabled && !args.include_disabled)) throw new Refusal('no_such_subteam')
    return { users: group.members }
  },
})

const bot = method({
  name: 'bots.info',
  tier: 3,
  scopes: ['users:read'],
  args: z.object({ bot: text.optional() }),
  run(args, { office: { app } }) {
    if (args.bot !== app.botId) throw new Refusal('bot_not_found')
    return {
      bot: { id: app.botId, deleted: false, name: app.name, app_id: app.id, user_id: app.userId },
    }
  },
})

function personOf({ office }: Call, id: string): Person {
  const found = office.people.get(id)
  if (!found) throw new Refusal('user_not_found')
  return found
}

function maySeeEmail({ token }: Call): boolean {
  return token.scopes.includes('users:read.email')
}

export const people: readonly Method[] = [
  info,
  list,
  byEmail,
  presence,
  profile,
  groups,
  groupUsers,
  bot,
]
