import { defined } from './json.ts'
import type { JsonObject } from './json.ts'
import type { Channel, Group, Person } from './model.ts'
import type { Office } from './office.ts'

/** A user; the address only for those who may read it. */
export function wirePerson(office: Office, person: Person, withEmail: boolean): JsonObject {
  return defined({
    id: person.id,
    team_id: person.teamId,
    name: person.handle,
    deleted: person.deactivated,
    real_name: person.realName,
    tz: 'Europe/Lisbon',
    tz_label: 'Western European Time',
    tz_offset: 0,
    profile: wireProfile(person, withEmail),
    is_admin: false,
    is_owner: false,
    is_bot: person.botId !== null,
    is_app_user: false,
    is_stranger: person.teamId === office.team.id ? undefined : true,
    updated: 1700000000,
  })
}

export function wireProfile(person: Person, withEmail: boolean): JsonObject {
  return defined({
    real_name: person.realName,
    real_name_normalized: person.realName,
    display_name: person.displayName,
    display_name_normalized: person.displayName,
    email: withEmail ? person.email : undefined,
    image_48: person.picture,
    image_192: person.picture,
    bot_id: person.botId ?? undefined,
    team: person.teamId,
    status_text: '',
    status_emoji: '',
  })
}

export function wireChannel(office: Office, channel: Channel): JsonObject {
  const isMember = channel.members.has(office.app.userId)
  return defined({
    id: channel.id,
    name: channel.kind === 'im' ? undefined : channel.name,
    name_normalized: channel.kind === 'im' ? undefined : channel.name,
    user:
      channel.kind === 'im'
        ? [...channel.members].find((id) => id !== office.app.userId)
        : undefined,
    is_channel: channel.kind === 'public',
    is_group: false,
    is_im: channel.kind === 'im',
    is_mpim: false,
    is_private: channel.kind !== 'public',
    is_archived: channel.archived,
    is_read_only: channel.readOnly ? true : undefined,
    is_general: false,
    is_shared: channel.shared,
    is_ext_shared: channel.shared,
    is_member: isMember,
    num_members: channel.members.size,
    created: 1700000000,
    topic: { value: '', creator: '', last_set: 0 },
    purpose: { value: '', creator: '', last_set: 0 },
  })
}

export function wireGroup(office: Office, group: Group, withUsers: boolean): JsonObject {
  return defined({
    id: group.id,
    team_id: office.team.id,
    is_usergroup: true,
    name: group.name,
    handle: group.handle,
    description: '',
    date_delete: group.disabled ? 1700000000 : 0,
    user_count: group.members.length,
    users: withUsers ? group.members : undefined,
  })
}

/** Which `message.*` events and `*:history` scopes a kind of channel has. */
export function channelWords(channel: Channel): {
  readonly type: string
  readonly plural: string
} {
  return {
    public: { type: 'channel', plural: 'channels' },
    private: { type: 'group', plural: 'groups' },
    im: { type: 'im', plural: 'im' },
  }[channel.kind]
}
