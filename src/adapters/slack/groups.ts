import type { Logger } from 'pino'
import { z } from 'zod'
import type { Settings } from '../../config.ts'
import type { Clock } from '../../ports.ts'
import { together } from '../chats/standing.ts'
import type { Standing } from '../chats/standing.ts'
import type { Gateway } from './gateway.ts'

export interface Groups {
  /**
   * By their groups, the highest role and all teams; null for who is in none that the settings name; `unknown`
   * while Slack does not say who is in them.
   */
  standingOf(user: string): Promise<Standing | null | 'unknown'>
  /** A group has other members: look anew. */
  changed(): void
}

interface Deps {
  readonly settings: () => Settings
  readonly gateway: Gateway
  readonly clock: Clock
  readonly log: Logger
}

const KNOWN_FOR = 10 * 60_000
const ASK_AGAIN = 30_000

const answer = z.looseObject({
  usergroups: z.array(
    z.looseObject({
      id: z.string(),
      handle: z.string().default(''),
      users: z.array(z.string()).default([]),
    }),
  ),
})
type Known = z.infer<typeof answer>['usergroups']

/** The workspace's user groups, as far as the settings give roles to them; asked for again every ten minutes. */
export function slackGroups({ settings, gateway, clock, log }: Deps): Groups {
  let known: Known | null = null
  let until = 0
  let asking: Promise<void> | null = null
  let changes = 0
  const told = new Set<string>()

  async function ask(): Promise<void> {
    const before = changes
    const args = { include_users: true }
    const called = await gateway.call({ method: 'usergroups.list', args })
    const read = called.ok ? answer.safeParse(called.data).data : null
    // What was known stands while Slack does not say.
    known = read?.usergroups ?? known
    const error = !called.ok && 'failure' in called ? called.failure.error : undefined
    const enough = read || error ? KNOWN_FOR : ASK_AGAIN
    until = before === changes ? clock.now() + enough : 0
    if (error) warnOnce(error, NO_GROUPS)
  }

  function warnOnce(about: string, sentence: string): void {
    if (told.has(about)) return
    told.add(about)
    log.warn({ about }, sentence)
  }

  async function standingOf(user: string): Promise<Standing | null | 'unknown'> {
    const named = settings().slack?.groups ?? []
    if (named.length === 0) return null
    if (clock.now() >= until) await (asking ??= ask().finally(() => (asking = null)))
    if (!known) return 'unknown'
    const all = known
    return together(named.filter(({ group }) => membersOf(group, all).includes(user)))
  }

  function membersOf(named: string, all: Known): readonly string[] {
    const group = all.find(({ id, handle }) => id === named || handle === named)
    if (!group)
      warnOnce(named, 'Slack has no such user group, or it is disabled: it makes no members.')
    return group?.users ?? []
  }

  return {
    standingOf,
    changed() {
      changes += 1
      until = 0
    },
  }
}

const NO_GROUPS =
  'Slack does not tell who is in its user groups: they want a paid plan and the scope usergroups:read. Members are known as the settings and the desk have them.'
