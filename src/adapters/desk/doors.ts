import type { IncomingMessage } from 'node:http'
import type { Clock, Database, Member } from '../../ports.ts'
import { LIMITS } from './limits.ts'
import { hashOf, isToken } from './tokens.ts'

const COOKIE = 'greenroom_desk'

/** Who stands at the door: a member, and the token of their session. */
export interface Visit {
  readonly member: Member
  readonly token: string
}

export interface DoorDeps {
  readonly database: Pick<Database, 'people'>
  readonly clock: Clock
  readonly baseUrl: string
}

/** Who may come in: by a session's cookie, and from this desk's own pages alone. */
export function deskDoor({ database, clock, baseUrl }: DoorDeps) {
  const { people } = database
  const origins = originsOf(baseUrl)
  const secure = new URL(baseUrl).protocol === 'https:' ? '; Secure' : ''

  /** The active member whose session this token is, or null. */
  async function memberOf(token: string): Promise<Member | null> {
    const id = await people.session(hashOf(token), clock.now())
    const member = id === null ? null : await people.get(id)
    return member?.active ? member : null
  }

  async function visitOf(request: IncomingMessage): Promise<Visit | null> {
    const token = tokenIn(request.headers.cookie ?? '')
    const member = token === null ? null : await memberOf(token)
    return token !== null && member ? { member, token } : null
  }

  /** True when one of the desk's own pages sent this, and not another site. */
  function isOwn(request: IncomingMessage): boolean {
    return origins.includes(request.headers.origin ?? '')
  }

  /** The `set-cookie` that keeps a session, or with null the one that forgets it. */
  function cookie(token: string | null): string {
    const age = token === null ? 0 : LIMITS.signedIn / 1_000
    return `${COOKIE}=${token ?? ''}; Path=/desk; Max-Age=${age}; HttpOnly; SameSite=Lax${secure}`
  }

  return { memberOf, visitOf, isOwn, cookie, origins }
}

export type Door = ReturnType<typeof deskDoor>

function tokenIn(header: string): string | null {
  for (const pair of header.split(';')) {
    const [name, value] = pair.trim().split('=')
    if (name === COOKIE && isToken(value)) return value
  }
  return null
}

const LOOPBACK = ['localhost', '127.0.0.1']

/** The desk's own origins: on one machine both of its names count. */
function originsOf(baseUrl: string): string[] {
  const { origin, hostname } = new URL(baseUrl)
  if (!LOOPBACK.includes(hostname)) return [origin]
  return LOOPBACK.map((name) => origin.replace(hostname, name))
}
