import { z } from 'zod'
import type { Settings } from '../../config.ts'
import type { AgentId } from '../../conversation/ids.ts'
import type { Clock, Member, People } from '../../ports.ts'
import type { Gateway } from './gateway.ts'

export interface SlackPeople {
  /** The active member that this person of Slack is, or null for a stranger. */
  memberOf(user: string): Promise<Member | null>
  /** A member's id in Slack, where it is known. */
  userOf(member: AgentId): string | null
}

interface Deps {
  readonly settings: () => Settings
  readonly people: Pick<People, 'all' | 'get'>
  readonly gateway: Gateway
  readonly clock: Clock
  /** The app's own workspace: an address is believed of its people alone. */
  readonly team: () => string | null
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
  profile: z.looseObject({ email: z.string().optional() }).optional(),
})

/** Who of Slack is who of the team: as the settings say, else by the e-mail address of their profile. */
export function slackPeople({ settings, people, gateway, clock, team }: Deps): SlackPeople {
  const emails = new Map<string, { readonly email: string | null; readonly until: number }>()
  const users = new Map<AgentId, string>()

  async function memberOf(id: string): Promise<Member | null> {
    const named = settings().agents.find(({ slack }) => slack === id)
    const member = named ? await people.get(named.id) : await byEmail(id)
    if (!member?.active) return null
    users.set(member.id, id)
    return member
  }

  async function byEmail(id: string): Promise<Member | null> {
    const email = await emailOf(id)
    if (email === null) return null
    const found = (await people.all()).filter(
      (one) => one.active && one.email?.toLowerCase() === email,
    )
    const [only] = found
    // Whose words would they be, were there two?
    return found.length === 1 && only && !isNamed(only.id) ? only : null
  }

  /** Who has a Slack id in the settings is that one alone. */
  function isNamed(member: AgentId): boolean {
    return settings().agents.some(({ id, slack }) => id === member && slack !== null)
  }

  async function emailOf(id: string): Promise<string | null> {
    const known = emails.get(id)
    if (known && known.until > clock.now()) return known.email
    const called = await gateway.call({ method: 'users.info', args: { user: id } })
    if (!called.ok) {
      if ('failure' in called && called.failure.error === 'user_not_found') return null
      throw new Error('Slack does not say who somebody is.')
    }
    const email = believed(user.parse(called.data['user']))
    const [oldest] = emails.keys()
    if (emails.size >= MOST && oldest !== undefined) emails.delete(oldest)
    emails.set(id, { email, until: clock.now() + (email === null ? UNKNOWN_FOR : KNOWN_FOR) })
    return email
  }

  function believed(found: z.infer<typeof user>): string | null {
    const isOutside = found.is_stranger === true || found.team_id !== team()
    if (isOutside || found.deleted || found.is_bot || found.is_email_confirmed === false)
      return null
    return found.profile?.email?.toLowerCase() ?? null
  }

  return {
    memberOf,
    userOf: (member) =>
      settings().agents.find(({ id }) => id === member)?.slack ?? users.get(member) ?? null,
  }
}
