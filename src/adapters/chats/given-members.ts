import { z } from 'zod'
import type { AgentId } from '../../conversation/ids.ts'
import type { Clock, Database, Feed, Member } from '../../ports.ts'
import { checkName } from '../public-names.ts'
import type { Standing } from './standing.ts'

/** A person of a chat, as their profile has them. */
export interface Profile {
  /** Names that they go by, the first first. */
  readonly names: readonly string[]
  readonly email: string | null
}

/** Members that are so by what they are in a chat: by a Slack user group, by a Discord role. */
export interface GivenMembers {
  /**
   * The member that this person was made before, as their groups or roles have them now; `none` for who was made none.
   * Null for one who is out: by leaving their groups, or by an admin's word.
   */
  known(user: string): Promise<Member | null | 'none'>
  /** Makes them a member if a group or role of theirs says so; null if none does. */
  make(user: string, profile: Profile): Promise<Member | null>
  /** They may have changed: whoever was made a member is looked at. */
  changed(): Promise<void>
}

interface Deps {
  readonly chat: 'slack' | 'discord'
  /** What makes them members, for the record: “Slack user group”. */
  readonly what: string
  readonly database: Pick<Database, 'people' | 'feed' | 'audit'>
  /** What they are now; `unknown` while the chat does not say. */
  readonly standingOf: (user: string) => Promise<Standing | null | 'unknown'>
  readonly clock: Clock
  readonly peopleChanged: () => void
}

const TOPICS = { slack: 'slack:group-members', discord: 'discord:role-members' } as const
const MOST = 5_000

const standing = z.object({ role: z.string(), active: z.boolean() })

// What the groups last made of them: who is something else by now is so by an admin's word, which stands.
// `before`: what they were, while that change is under way.
const made = z.object({ member: z.string(), now: standing, before: standing.optional() })

/** The id of the member that a person of a chat is made. */
export function givenId(chat: string, user: string): AgentId {
  return `${chat}-${user.toLowerCase()}` as AgentId // here the brand begins
}

/** The person of a chat who was made this member; null for any other member. */
export function personGiven(chat: string, member: AgentId): string | null {
  const [of, user = '', ...more] = member.split('-')
  return of === chat && more.length === 0 && /^[a-z0-9]+$/.test(user) ? user.toUpperCase() : null
}

export function givenMembers(deps: Deps): GivenMembers {
  const { chat, what, database, standingOf, clock, peopleChanged } = deps
  const { people, feed, audit } = database
  const topic = TOPICS[chat]
  let last: Promise<unknown> = Promise.resolve()

  /** One at a time, so that no two get the same name. */
  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const mine = last.then(work, work)
    last = mine
    return mine
  }

  async function known(user: string): Promise<Member | null | 'none'> {
    const record = made.safeParse((await feed.get(topic, user))?.body).data
    if (!record) return 'none'
    const member = await people.get(record.member as AgentId) // whether there is one it says
    if (!member) return 'none'
    const given = isTheirs(member, record) ? await standingOf(user) : 'unknown'
    const now = given === 'unknown' ? member : await follow(user, member, given)
    return now.active ? now : null
  }

  /** Gives the member the standing that their groups have now. */
  async function follow(user: string, member: Member, given: Standing | null): Promise<Member> {
    const active = given !== null
    const role = given?.role ?? member.role
    const teams = given?.teams ?? member.teams
    const sameTeams = teams.join() === member.teams.join()
    if (member.active === active && member.role === role && sameTeams) return member
    const now = { ...member, role, active, teams }
    const is = active ? `${role} by a ${what}` : `out, for want of a ${what}`
    await keep(user, now, member, `${member.name}: ${is}`)
    return now
  }

  async function make(user: string, profile: Profile): Promise<Member | null> {
    const given = await standingOf(user)
    if (!given || given === 'unknown') return null
    return inTurn(() => makeNow(user, profile, given))
  }

  async function makeNow(
    user: string,
    { names, email }: Profile,
    { role, teams }: Standing,
  ): Promise<Member | null> {
    const id = givenId(chat, user)
    const members = await people.all()
    // An address that is a member's, in or out, is not let in by another door.
    const there = members.find((one) => one.id === id || (email && isAt(one, email)))
    if (there) return there.active ? there : null
    const name = freeName(names, members)
    const since = { active: true, onDuty: true, createdAt: clock.now() }
    const member: Member = { id, name, email, picture: null, role, teams, ...since }
    await keep(user, member, null, `${name}: ${role} by a ${what}`)
    return member
  }

  /** What they were is kept until it is done: after a crash they would seem to be so by an admin's word. */
  async function keep(user: string, now: Member, before: Member | null, detail: string) {
    await remember(user, { member: now.id, now, ...(before ? { before } : {}) })
    const { role, active, teams } = now
    if (before) await people.change(now.id, { role, active, teams })
    else await people.put(now)
    await remember(user, { member: now.id, now })
    await audit.note({
      at: clock.now(),
      by: { kind: 'automation', rule: `${what}s` },
      what: 'member',
      conversation: null,
      result: 'done',
      detail,
    })
    peopleChanged()
  }

  async function remember(user: string, body: z.input<typeof made>): Promise<void> {
    await feed.put([{ topic, key: user, body: made.parse(body) }])
  }

  return {
    known,
    make,
    async changed() {
      for (const { key } of await feed.page(topic, MOST)) await known(key)
    },
  }
}

/** The chat whose groups or roles make this member what they are; null for none, or where an admin said otherwise. */
export async function givenBy(
  { get }: Pick<Feed, 'get'>,
  member: Member,
): Promise<keyof typeof TOPICS | null> {
  for (const chat of ['slack', 'discord'] as const) {
    const user = personGiven(chat, member.id)
    const record = user && made.safeParse((await get(TOPICS[chat], user))?.body).data
    if (record && isTheirs(member, record)) return chat
  }
  return null
}

function isTheirs(member: Member, { now, before }: z.infer<typeof made>): boolean {
  return isAs(member, now) || (before !== undefined && isAs(member, before))
}

function isAs(member: Member, { role, active }: z.infer<typeof standing>): boolean {
  return member.role === role && member.active === active
}

function isAt({ email }: Member, address: string): boolean {
  return email?.toLowerCase() === address.toLowerCase()
}

/** The first of their names that a member can have and nobody has, or one with a number. */
function freeName(names: readonly string[], members: readonly Member[]): string {
  for (const name of names) {
    const checked = checkName(name, members)
    if (checked.ok) return checked.name
  }
  const [base = 'Agent'] = names.filter((name) => checkName(name, []).ok)
  for (let number = 2; ; number += 1) {
    const checked = checkName(`${base.slice(0, 30)} ${number}`, members)
    if (checked.ok) return checked.name
  }
}
