import { isObject, objectsAt, stringAt } from '../../slack/json.ts'
import type { JsonObject } from '../../slack/json.ts'
import { changeChannel, makeChannel, removeChannel, tellOfChannel } from '../channels.ts'
import {
  anything,
  checked,
  choice,
  flag,
  form,
  integer,
  invalid,
  list,
  snowflake,
  text,
} from '../forms/check.ts'
import { canSee } from '../lookup.ts'
import type { Channel, ChannelKind, Overwrite, Tag } from '../model.ts'
import type { Office } from '../office.ts'
import { permissionsIn } from '../permissions.ts'
import { need, reach } from '../reach.ts'
import { refuse } from '../refusal.ts'
import { DONE, created, ok, route } from '../route.ts'
import type { Call, Route } from '../route.ts'
import { wireChannel } from '../wire-channel.ts'
import { changeThreadBy } from './thread-change.ts'

const KINDS: Readonly<Record<number, ChannelKind>> = { 0: 'text', 4: 'category', 15: 'forum' }

const tag = form(
  { id: anything, name: text(1, 50), moderated: flag, emoji_id: anything, emoji_name: anything },
  ['name'],
)

const fields = {
  name: text(1, 100),
  topic: text(0, 1024),
  parent_id: snowflake,
  position: integer(0, 1000),
  rate_limit_per_user: integer(0, 21_600),
  available_tags: list(0, 20, tag),
  permission_overwrites: list(0, 100, form({ id: snowflake, type: choice(0, 1) }, ['id'])),
}

export const channelRoutes: readonly Route[] = [
  route('channel.create', 'POST /guilds/:guild/channels', create),
  route('channel.list', 'GET /guilds/:guild/channels', ({ office }) => {
    const all = [...office.channels.values()].filter((one) => !one.thread && one.kind !== 'dm')
    return ok(all.map((one) => wireChannel(office, one)))
  }),
  route('channel.read', 'GET /channels/:channel', (call) =>
    ok(wireChannel(call.office, reach(call))),
  ),
  route('channel.change', 'PATCH /channels/:channel', (call) => {
    const channel = reach(call)
    if (channel.kind === 'dm') throw refuse(50003)
    if (channel.thread) changeThreadBy(call, channel)
    else change(call, channel)
    return ok(wireChannel(call.office, channel))
  }),
  route('channel.delete', 'DELETE /channels/:channel', (call) => {
    const channel = reach(call)
    if (channel.kind === 'dm') return ok(wireChannel(call.office, channel))
    need(call.office, channel, channel.thread ? 'MANAGE_THREADS' : 'MANAGE_CHANNELS')
    const wire = wireChannel(call.office, channel)
    removeChannel(call.office, channel)
    return ok(wire)
  }),
  route('overwrite.put', 'PUT /channels/:channel/permissions/:target', (call) => {
    const { office, params, body } = call
    const channel = reach(call)
    need(office, channel, 'MANAGE_ROLES')
    const one = overwriteFrom({ ...body, id: params['target'] })
    grantable(office, channel, [one])
    changeChannel(office, channel, () => {
      channel.overwrites = [...channel.overwrites.filter(({ id }) => id !== one.id), one]
    })
    return DONE
  }),
  route('overwrite.delete', 'DELETE /channels/:channel/permissions/:target', (call) => {
    const { office, params } = call
    const channel = reach(call)
    need(office, channel, 'MANAGE_ROLES')
    if (!channel.overwrites.some(({ id }) => id === params['target'])) throw refuse(10009)
    changeChannel(office, channel, () => {
      channel.overwrites = channel.overwrites.filter(({ id }) => id !== params['target'])
    })
    return DONE
  }),
]

function create({ office, body }: Call) {
  checked((problems) => form(fields, ['name'])(body, [], problems))
  const parent = office.channels.get(stringAt(body, 'parent_id') ?? '')
  if (typeof body['parent_id'] === 'string' && parent?.kind !== 'category') {
    throw invalid(['parent_id'], 'CHANNEL_PARENT_INVALID', 'Category does not exist')
  }
  const kind = KINDS[Number(body['type'] ?? 0)]
  if (!kind) throw refuse(50024)
  mayManage(office, parent)
  const given = objectsAt(body, 'permission_overwrites').map(overwriteFrom)
  const channel = makeChannel(office, {
    name: slug(stringAt(body, 'name') ?? '', kind),
    kind,
    parentId: parent?.id ?? null,
    topic: stringAt(body, 'topic') ?? null,
    tags: tagsFrom(office, objectsAt(body, 'available_tags')),
    slowmode: Number(body['rate_limit_per_user'] ?? 0),
    ...(given.length > 0 ? { overwrites: given } : {}),
  })
  tellOfChannel(office, 'CHANNEL_CREATE', channel)
  return created(wireChannel(office, channel))
}

function mayManage(office: Office, parent: Channel | undefined) {
  if (parent) return need(office, parent, 'VIEW_CHANNEL', 'MANAGE_CHANNELS')
  const anywhere = { kind: 'text', overwrites: [], thread: null } as const
  const found = permissionsIn(office, office.app.userId, anywhere as unknown as Channel)
  if ((found & (1n << 4n)) === 0n) throw refuse(50013)
}

function change({ office, body }: Call, channel: Channel) {
  need(office, channel, 'MANAGE_CHANNELS')
  checked((problems) => form(fields)(body, [], problems))
  const overwrites = body['permission_overwrites']
  if (Array.isArray(overwrites)) need(office, channel, 'MANAGE_ROLES')
  changeChannel(office, channel, () => {
    const name = stringAt(body, 'name')
    if (name !== undefined) channel.name = slug(name, channel.kind)
    if ('topic' in body) channel.topic = stringAt(body, 'topic') ?? null
    if ('parent_id' in body) channel.parentId = stringAt(body, 'parent_id') ?? null
    if ('rate_limit_per_user' in body) channel.slowmode = Number(body['rate_limit_per_user'] ?? 0)
    if (Array.isArray(body['available_tags'])) {
      channel.tags = tagsFrom(office, objectsAt(body, 'available_tags'))
    }
    if (Array.isArray(overwrites)) {
      channel.overwrites = objectsAt(body, 'permission_overwrites').map(overwriteFrom)
    }
    if (typeof body['flags'] === 'number') channel.requiresTag = (body['flags'] & 16) !== 0
  })
  if (!canSee(office, office.app.userId, channel)) throw refuse(50001)
}

/** Names of text channels are in small letters, without spaces. */
function slug(name: string, kind: ChannelKind): string {
  if (kind === 'category') return name
  return name.toLowerCase().replaceAll(/\s+/g, '-')
}

function tagsFrom(office: Office, given: readonly JsonObject[]): Tag[] {
  const names = given.map((one) => one['name'])
  if (new Set(names).size < names.length) {
    throw invalid(['available_tags'], 'FORUM_TAG_NAMES_UNIQUE', 'Tag names must be unique')
  }
  return given.map((one) => ({
    id: stringAt(one, 'id') ?? office.id(),
    name: stringAt(one, 'name') ?? '',
    moderated: one['moderated'] === true,
    emoji: stringAt(one, 'emoji_name') ?? null,
  }))
}

function overwriteFrom(given: JsonObject): Overwrite {
  return {
    id: String(given['id']),
    kind: given['type'] === 1 ? 'member' : 'role',
    allow: rights(given['allow']),
    deny: rights(given['deny']),
  }
}

/** An app gives and takes only what it may do itself. */
function grantable(office: Office, channel: Channel, overwrites: readonly Overwrite[]) {
  const mine = permissionsIn(office, office.app.userId, channel)
  if (overwrites.some((one) => ((one.allow | one.deny) & ~mine) !== 0n)) throw refuse(50013)
  if (!overwrites.every(isObject)) throw refuse(10009)
}

function rights(given: unknown): bigint {
  return typeof given === 'string' || typeof given === 'number' ? BigInt(given) : 0n
}
