import { createHmac, randomUUID } from 'node:crypto'
import type { InboxId, VisitorId } from '../../conversation/ids.ts'
import type { Clock, Coordination, Sender, Visitor, Visitors } from '../../ports.ts'
import type { WidgetDoor } from './door.ts'
import { networkLimits } from './limits.ts'
import { checkAnswers, type Answered } from './asking.ts'
import { believe, pageAttributes, siteAttributes, withNews, type Claims } from './identity.ts'
import { friendlyName } from './names.ts'
import type { Session, SessionRequest } from './protocol.ts'
import { createRecent } from './recent.ts'
import type { Tokens } from './tokens.ts'

/** What a page view told of a visitor, kept in memory until they write: looking at a page costs no write. */
interface News {
  readonly name: string | null
  readonly email: string | null
  readonly attributes: Readonly<Record<string, string>>
}

export type Begun =
  | { readonly ok: true; readonly session: Session }
  /** `wrong`: an answer, which the visitor can mend. */
  | { readonly ok: false; readonly sentence: string; readonly wrong?: true }

const NOTHING: Answered = { name: null, email: null, attributes: {} }

export type Roster = ReturnType<typeof createRoster>

interface Deps {
  readonly visitors: Visitors
  readonly tokens: Tokens
  readonly coordination: Coordination
  readonly clock: Clock
  readonly secret: string
  readonly secretNamed: (name: string) => string | null
}

/** Who the visitors of the widget are. */
export function createRoster({ visitors, tokens, coordination, clock, secret, secretNamed }: Deps) {
  const news = createRecent<VisitorId, News>(10_000)
  /** Names of visitors that are certainly stored. */
  const stored = createRecent<VisitorId, string>(50_000)

  /** Starts a session, or goes on with an earlier one. Writes only when a site proves someone new or changed. */
  async function begin(door: WidgetDoor, request: SessionRequest, ip: string): Promise<Begun> {
    const checked = request.answers ? checkAnswers(door.inbox, request.answers) : null
    if (checked && !checked.ok) return { ...checked, wrong: true }
    const answered = checked?.answered ?? NOTHING
    const secrets = door.secretNames.flatMap((name) => secretNamed(name) ?? [])
    const believed = believe(request.identity, secrets)
    if (!believed.ok) return believed
    const { claims } = believed
    const attributes = {
      ...siteAttributes(request.identity),
      ...pageAttributes(request.page),
      ...answered.attributes,
    }
    const earlier = request.token === undefined ? null : tokens.read(request.token, door.inbox.id)

    const visitor =
      claims.id === null
        ? await unproved(door.inbox.id, earlier, claims)
        : await proved(door.inbox.id, earlier, claims, claims.id)
    news.set(visitor.id, {
      ...(visitor.verifiedAs === null
        ? { name: answered.name ?? claims.name, email: answered.email ?? claims.email }
        : { name: null, email: null }),
      attributes,
    })
    // Who answers is about to write: from here on it outlives a restart.
    const writer = checked && (await sender(door, visitor.id, ip))
    const { id, verifiedAs } = visitor
    const name = writer?.name ?? visitor.name
    const token = tokens.make(id, door.inbox.id)
    return { ok: true, session: { token, visitor: { id, name, verified: verifiedAs !== null } } }
  }

  async function unproved(inbox: InboxId, earlier: VisitorId | null, claims: Claims) {
    const before = earlier && (await visitors.get(earlier))
    const visitor = before ?? newVisitor(earlier ?? (randomUUID() as VisitorId), inbox)
    // Whom a site has proved once is renamed by nobody's mere word.
    return visitor.verifiedAs === null ? { ...visitor, name: claims.name ?? visitor.name } : visitor
  }

  async function proved(inbox: InboxId, earlier: VisitorId | null, claims: Claims, id: string) {
    const known = await visitors.byVerified(inbox, id)
    const visitor = known ?? (await toBeProved(inbox, earlier, id))
    const now: Visitor = {
      ...visitor,
      verifiedAs: id,
      name: claims.name ?? visitor.name,
      email: claims.email ?? visitor.email,
    }
    if (known && known.name === now.name && known.email === now.email) return known
    await visitors.put({ ...now, seenAt: clock.now() })
    stored.set(now.id, now.name)
    // Two devices may come for the first time at once; both go on as the one that stands.
    return (await visitors.byVerified(inbox, id)) ?? now
  }

  /** Who was anonymous until now stays the same visitor, with all they wrote; else the id follows from the proof. */
  async function toBeProved(
    inbox: InboxId,
    earlier: VisitorId | null,
    id: string,
  ): Promise<Visitor> {
    const before = earlier && (await visitors.get(earlier))
    if (before?.verifiedAs === null) return before
    if (earlier && !before) return newVisitor(earlier, inbox)
    const mark = createHmac('sha256', secret)
      .update(`verified visitor ${inbox} ${id}`)
      .digest('hex')
    return newVisitor(mark.slice(0, 32) as VisitorId, inbox)
  }

  function newVisitor(id: VisitorId, inbox: InboxId): Visitor {
    const now = clock.now()
    return {
      id,
      inbox,
      name: friendlyName(id),
      email: null,
      verifiedAs: null,
      attributes: {},
      createdAt: now,
      seenAt: now,
    }
  }

  /** The visitor as the sender of what they write, stored with the newest that is known of them; null when too many are new at `ip`. */
  async function sender(door: WidgetDoor, id: VisitorId, ip: string): Promise<Sender | null> {
    const latest = news.get(id)
    const name = stored.get(id)
    if (name !== undefined && !latest) return senderOf(door.inbox.id, id, name)

    const before = await visitors.get(id)
    if (!before && !(await mayBeNew(door, ip))) return null
    const visitor = before ?? newVisitor(id, door.inbox.id)
    const now: Visitor = {
      ...visitor,
      name: latest?.name ?? visitor.name,
      email: latest?.email ?? visitor.email,
      attributes: withNews(visitor.attributes, latest?.attributes),
      seenAt: clock.now(),
    }
    await visitors.put(now)
    stored.set(id, now.name)
    if (news.get(id) === latest) news.delete(id)
    return senderOf(door.inbox.id, id, now.name)
  }

  function mayBeNew(door: WidgetDoor, ip: string): Promise<boolean> {
    return coordination.take(`widget new ${door.inbox.id} ${ip}`, networkLimits(door).newVisitors)
  }

  /** The name that a visitor goes by, without storing anything. */
  async function nameOf(id: VisitorId): Promise<string> {
    return (
      stored.get(id) ?? (await visitors.get(id))?.name ?? news.get(id)?.name ?? friendlyName(id)
    )
  }

  /** True when there is such a visitor. */
  async function isKnown(id: VisitorId): Promise<boolean> {
    if (stored.get(id) !== undefined) return true
    const visitor = await visitors.get(id)
    if (visitor) stored.set(id, visitor.name)
    return visitor !== null
  }

  return { begin, sender, nameOf, isKnown }
}

/** As the road knows them; their door's address is their id. */
export function senderOf(inbox: InboxId, visitor: VisitorId, name: string): Sender {
  return { visitor, inbox, name, door: { channel: 'widget', address: visitor } }
}
