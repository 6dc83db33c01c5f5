import { isObject, stringAt } from '../slack/json.ts'
import type { JsonObject } from '../slack/json.ts'
import type { Connection } from './connection.ts'
import { PRIVILEGED, areIntents, wants } from './intents.ts'
import type { Counter, Limits } from './limits.ts'
import type { Office } from './office.ts'
import type { Session, Sessions } from './sessions.ts'
import { createdGuild } from './wire-guild.ts'
import { wireMember, wireUserById } from './wire-people.ts'

interface Door {
  readonly office: Office
  readonly sessions: Sessions
  readonly counter: Counter
  readonly limits: () => Limits
}

const INVALID_SESSION = { op: 9, d: false, s: null, t: null }

/** IDENTIFY: a new session, or a close code that says why not. */
export function identify(
  { office, sessions, counter, limits }: Door,
  connection: Connection,
  d: unknown,
): Session | undefined {
  if (stringAt(d, 'token') !== office.app.token) {
    connection.close(4004, 'Authentication failed.')
    return undefined
  }
  const intents = isObject(d) ? d['intents'] : undefined
  if (!areIntents(intents)) {
    connection.close(4013, 'Invalid intent(s).')
    return undefined
  }
  if (PRIVILEGED.some((one) => wants(intents, one) && !office.app.privileged.has(one))) {
    connection.close(4014, 'Disallowed intent(s).')
    return undefined
  }
  const { identifies, starts } = limits()
  if (identifies && counter.take('identify', identifies).left < 0) {
    connection.send(INVALID_SESSION)
    return undefined
  }
  if (starts && counter.take('starts', starts).left < 0) {
    // Who starts too often loses the token, and the owner gets a letter.
    office.app.token = `reset.${office.id()}`
    connection.close(4004, 'Authentication failed.')
    return undefined
  }
  const session = sessions.begin(intents, connection)
  sessions.dispatch(session, 'READY', ready(office, session))
  if (office.guild.members.has(office.app.userId) && wants(intents, 'GUILDS')) {
    sessions.dispatch(session, 'GUILD_CREATE', createdGuild(office))
  }
  return session
}

/** RESUME: what was missed, in order; or Discord knows nothing of the session any more. */
export function resume(
  { office, sessions }: Door,
  connection: Connection,
  d: unknown,
): Session | undefined {
  if (stringAt(d, 'token') !== office.app.token) {
    connection.close(4004, 'Authentication failed.')
    return undefined
  }
  const seq = isObject(d) ? Number(d['seq']) : Number.NaN
  const session = sessions.resumable(stringAt(d, 'session_id') ?? '', seq)
  if (!session) {
    connection.send(INVALID_SESSION)
    return undefined
  }
  if (seq > session.seq) {
    connection.close(4007, 'Invalid seq.')
    return undefined
  }
  session.connection?.drop()
  session.connection = connection
  session.lostAt = null
  for (const frame of session.frames) if (Number(frame['s']) > seq) connection.send(frame)
  sessions.dispatch(session, 'RESUMED', {})
  return session
}

/** REQUEST_GUILD_MEMBERS: chunks of the members that were asked for. */
export function sendMembers({ office, sessions }: Door, session: Session, d: unknown): void {
  const asked: JsonObject = isObject(d) ? d : {}
  const given = asked['user_ids']
  const ids = given === undefined ? undefined : [given].flat().map(String)
  const query = (stringAt(asked, 'query') ?? '').toLowerCase()
  const all = [...office.guild.members.keys()].filter((id) =>
    ids ? ids.includes(id) : office.people.get(id)?.handle.startsWith(query),
  )
  const limit = Number(asked['limit'] ?? 0)
  sessions.dispatch(session, 'GUILD_MEMBERS_CHUNK', {
    guild_id: office.guild.id,
    members: (limit > 0 ? all.slice(0, limit) : all).map((id) => wireMember(office, id)),
    chunk_index: 0,
    chunk_count: 1,
    not_found: ids?.filter((id) => !office.guild.members.has(id)) ?? [],
    ...(asked['nonce'] === undefined ? {} : { nonce: asked['nonce'] }),
  })
}

function ready(office: Office, session: Session): JsonObject {
  const inside = office.guild.members.has(office.app.userId)
  return {
    v: 10,
    user: {
      ...wireUserById(office, office.app.userId),
      verified: true,
      mfa_enabled: true,
      email: null,
    },
    guilds: inside ? [{ id: office.guild.id, unavailable: true }] : [],
    session_id: session.id,
    session_type: 'normal',
    resume_gateway_url: gatewayUrl(office),
    shard: [0, 1],
    application: { id: office.app.id, flags: 0 },
    private_channels: [],
    presences: [],
    relationships: [],
    user_settings: {},
    geo_ordered_rtc_regions: [],
    auth: {},
    _trace: [],
  }
}

export function gatewayUrl(office: Office): string {
  return office.url.replace('http', 'ws')
}
