import { randomUUID } from 'node:crypto'
import type { Logger } from 'pino'
import type { Settings } from '../../config.ts'
import { mayActAs } from '../../conversation/actor.ts'
import type { AgentId } from '../../conversation/ids.ts'
import type { Clock, Coordination, Database, Invite, Member } from '../../ports.ts'
import type { Outcome } from './incoming.ts'
import { inTurn } from './in-turn.ts'
import { LIMITS } from './limits.ts'
import { checkName } from '../public-names.ts'
import { PEOPLE } from './news.ts'
import { hashOf, newToken } from './tokens.ts'

export interface SignInDeps {
  readonly database: Pick<Database, 'people' | 'audit'>
  readonly coordination: Pick<Coordination, 'publish'>
  readonly clock: Clock
  readonly log: Logger
  readonly baseUrl: string
  readonly settings: () => Pick<Settings, 'teams'>
}

/** What a link is good for, before it is used. */
export type Offer = 'used' | { readonly as: Member } | { readonly as: 'new' }

export type Entry =
  | { readonly ok: true; readonly token: string; readonly member: Member }
  | { readonly ok: false; readonly why: 'used' }
  | { readonly ok: false; readonly why: 'name'; readonly sentence: string }

/** One-time links and what they open: a member signs in, or becomes one. */
export function signIn({ database, coordination, clock, log, baseUrl, settings }: SignInDeps) {
  const { people, audit } = database
  const turn = inTurn()

  /** The address that lets in once, whoever opens it. */
  async function enterLink(invite: Invite): Promise<string> {
    const token = newToken()
    await people.invite(hashOf(token), invite)
    const link = new URL('/desk/enter', baseUrl)
    link.searchParams.set('token', token)
    return link.href
  }

  /** Does not use the link up. */
  async function peek(token: string): Promise<Offer> {
    const invite = await people.peek(hashOf(token), clock.now())
    return invite ? offer(invite) : 'used'
  }

  async function offer({ agent }: Invite): Promise<Offer> {
    if (agent === null) return { as: 'new' }
    const member = await people.get(agent)
    return member?.active ? { as: member } : 'used'
  }

  /** Uses the link up and starts a session. A name that cannot be had leaves the link as it was. */
  async function enter(token: string, name: string): Promise<Entry> {
    // One at a time, so that two who come at once cannot both get the same name.
    return turn('enter', async () => {
      const offered = await peek(token)
      if (offered === 'used') return { ok: false, why: 'used' }
      const checked = offered.as === 'new' ? checkName(name, await people.all()) : null
      if (checked && !checked.ok) return { ok: false, why: 'name', sentence: checked.sentence }
      const invite = await people.redeem(hashOf(token), clock.now())
      if (!invite) return { ok: false, why: 'used' }
      const member = offered.as === 'new' ? await join(invite, checked?.name ?? name) : offered.as
      return start(member, offered.as === 'new' ? 'joined' : 'signed in')
    })
  }

  async function join({ role, teams, by }: Invite, name: string): Promise<Member> {
    // The first of a new house, whom nobody invited: there is nobody else whom its teams could count on.
    const isFirst = by === null && (await people.all()).length === 0
    const member: Member = {
      // The brand has no runtime form; a new id is one.
      id: randomUUID() as AgentId,
      name,
      email: null,
      picture: null,
      role,
      teams: isFirst ? settings().teams.map(({ id }) => id) : teams,
      active: true,
      onDuty: true,
      createdAt: clock.now(),
    }
    await people.put(member)
    coordination.publish(PEOPLE, null)
    return member
  }

  async function start(member: Member, what: string): Promise<Entry> {
    const token = newToken()
    await people.startSession(hashOf(token), member.id, clock.now() + LIMITS.signedIn)
    await note(member, what, 'done', 'with a one-time link')
    log.info({ agent: member.id }, what)
    return { ok: true, token, member }
  }

  async function leave(token: string, member: Member): Promise<void> {
    await people.endSession(hashOf(token))
    coordination.publish(PEOPLE, null)
    await note(member, 'signed out', 'done', '')
  }

  /** A link for a new member, by one who may: nobody invites above themselves. */
  async function invite(
    { role, teams }: Pick<Member, 'role' | 'teams'>,
    by: Member,
  ): Promise<Outcome> {
    const detail = teams.length === 0 ? `as ${role}` : `as ${role}, in ${teams.join(', ')}`
    if (!mayActAs(by.role, 'supervisor') || !mayActAs(by.role, role)) {
      await note(by, 'invited', 'refused', detail)
      const error = mayActAs(by.role, 'supervisor')
        ? `You can invite up to your own role: ${by.role}.`
        : 'Only supervisors can invite. Ask one of them.'
      return { ok: false, error }
    }
    const gone = teams.find((one) => !settings().teams.some(({ id }) => id === one))
    if (gone !== undefined) return { ok: false, error: `There is no team “${gone}” any more.` }
    const expiresAt = clock.now() + LIMITS.invitation
    const link = await enterLink({ role, teams, agent: null, by: by.id, expiresAt })
    await note(by, 'invited', 'done', detail)
    return { ok: true, link, text: 'This link lets in one person, once, within 7 days.' }
  }

  async function note(member: Member, what: string, result: 'done' | 'refused', detail: string) {
    const { id, name, role } = member
    const by = { kind: 'human', id, name, role } as const
    await audit.note({ at: clock.now(), by, what, conversation: null, result, detail })
  }

  return { enterLink, peek, enter, leave, invite }
}

export type SignIn = ReturnType<typeof signIn>
