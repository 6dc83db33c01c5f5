import { z } from 'zod'
import type { Settings } from '../../config.ts'
import type { AgentId } from '../../conversation/ids.ts'
import type { Clock, Member, People } from '../../ports.ts'
import type { Gateway } from './gateway.ts'
import { givenId, personGiven } from '../chats/given-members.ts'
import type { GivenMembers, Profile } from '../chats/given-members.ts'

export interface SlackPeople {
  /** The active member that this person of Slack is, or null for a stranger. */
  memberOf(user: string): Promise<Member | null>
  /** A member's id in Slack, where it is known. */
  userOf(member: AgentId): string | null
  /**
   * Learns these members' ids in Slack by their e-mail addresses. Whom it does not find stays unknown; false
   * when Slack did not say of all of them.
   */
  meet(members: readonly AgentId[]): Promise<boolean>
}

interface Deps {
  readonly settings: () => Settings
  readonly people: Pick<People, 'all' | 'get'>
  readonly gateway: Gateway
  readonly clock: Clock
  /** The app's own workspace: an address is believed of its people alone. */
  readonly team: () => string | null
  readonly byGroup: Pick<GivenMembers, 'known' | 'make'>
}

const KNOWN_FOR = 15 * 60_000
const UNKNOWN_FOR = 30_000
const MOST = 10_000

const user = z.looseObject({
  id: z.string(),
  team_id: z.string().optional(),
  deleted: z.boolean().optional(),
  is_bot: z.boolean().optional(),
  is_stranger: z.boolean().optional(),
  is_email_confirmed: z.boolean().optional(),
  real_name: z.string().optional(),
  profile: z
    .looseObject({ email: z.string().optional(), display_name: z.string().optional() })
    .optional(),
})

/** Who of Slack is who of the team: as the settings say, by the e-mail address of their profile, or by their groups. */
export function slackPeople({
  settings,
  people,
  gateway,
  clock,
  team,
  byGroup,
}: Deps): SlackPeople {
  const profiles = new Map<string, { readonly profile: Profile | null; readonly until: number }>()
  const users = new Map<AgentId, string>()
  const sought = new Map<AgentId, { readonly until: number; readonly said: boolean }>()

  async function memberOf(id: string): Promise<Member | null> {
    const named = settings().agents.find(({ slack }) => slack === id)
    const member = named ? await people.get(named.id) : await unnamed(id)
    if (!member?.active) return null
    users.set(member.id, id)
    return member
  }

  /** A member by their address goes before one that a group made. */
  async function unnamed(id: string): Promise<Member | null> {
    const profile = await profileOf(id)
    const found = profile && (await byEmail(profile, givenId('slack', id)))
    if (!profile || found) return found
    const known = await byGroup.known(id)
    return known === 'none' ? byGroup.make(id, profile) : known
  }

  async function byEmail({ email }: Profile, except: AgentId): Promise<Member | null> {
    if (email === null) return null
    const found = (await people.all()).filter(
      (one) => one.active && one.id !== except && one.email?.toLowerCase() === email,
    )
    const [only] = found
    // Whose words would they be, were there two?
    return found.length === 1 && only && !isNamed(only.id) ? only : null
  }

  /** Who has a Slack id in the settings is that one alone. */
  function isNamed(member: AgentId): boolean {
    return settings().agents.some(({ id, slack }) => id === member && slack !== null)
  }

  async function meet(members: readonly AgentId[]): Promise<boolean> {
    const said = await Promise.all(members.filter((id) => userOf(id) === null).map(search))
    return !said.includes(false)
  }

  /** False when Slack did not say. */
  async function search(id: AgentId): Promise<boolean> {
    const member = await people.get(id)
    const now = clock.now()
    if (!member?.active || member.email === null) return true
    const before = sought.get(id)
    if (before && before.until > now) return before.said
    const args = { email: member.email }
    const called = await gateway.call({ method: 'users.lookupByEmail', args })
    const said = called.ok || ('failure' in called && called.failure.error === 'users_not_found')
    sought.set(id, { until: now + (called.ok ? KNOWN_FOR : UNKNOWN_FOR), said })
    const found = called.ok ? user.parse(called.data['user']) : null
    if (found && believed(found)?.email === member.email.toLowerCase()) users.set(id, found.id)
    return said
  }

  function userOf(member: AgentId): string | null {
    const named = settings().agents.find(({ id }) => id === member)?.slack
    return named ?? users.get(member) ?? personGiven('slack', member)
  }

  /** Null for who is not of this workspace, or has left it. */
  async function profileOf(id: string): Promise<Profile | null> {
    const known = profiles.get(id)
    if (known && known.until > clock.now()) return known.profile
    const called = await gateway.call({ method: 'users.info', args: { user: id } })
    if (!called.ok) {
      if ('failure' in called && called.failure.error === 'user_not_found') return null
      throw new Error('Slack does not say who somebody is.')
    }
    const profile = believed(user.parse(called.data['user']))
    const [oldest] = profiles.keys()
    if (profiles.size >= MOST && oldest !== undefined) profiles.delete(oldest)
    profiles.set(id, { profile, until: clock.now() + (profile?.email ? KNOWN_FOR : UNKNOWN_FOR) })
    return profile
  }

  function believed(found: z.infer<typeof user>): Profile | null {
    const isOutside = found.is_stranger === true || found.team_id !== team()
    if (isOutside || found.deleted || found.is_bot) return null
    const { email = null, display_name: display = '' } = found.profile ?? {}
    return {
      names: [display, found.real_name ?? ''],
      email: found.is_email_confirmed === false ? null : (email?.toLowerCase() ?? null),
    }
  }

  return {
    memberOf,
    userOf,
    meet,
  }
}
