import { Routes } from 'discord.js'
import type { Logger } from 'pino'
import { z } from 'zod'
import type { Settings } from '../../config.ts'
import type { Clock } from '../../ports.ts'
import { remembered } from '../chats/remembered.ts'
import { together } from '../chats/standing.ts'
import type { Standing } from '../chats/standing.ts'
import type { Gateway } from './gateway.ts'

/** Who has which roles in the server. */
export interface Roles {
  /**
   * By their roles, the highest role and all teams; null for who has none that the settings name; `unknown` while
   * Discord does not say.
   */
  standingOf(user: string): Promise<Standing | null | 'unknown'>
  /** Discord said with something of theirs which roles they have. */
  heard(user: string, roles: readonly string[]): void
  /** Names that they go by, the first first: in the server, in Discord, their handle; none where Discord does not say. */
  namesOf(user: string): Promise<readonly string[]>
  /** They left the server. */
  left(user: string): void
  /** The server has other roles: look anew. */
  changed(): void
}

interface Deps {
  readonly settings: () => Settings
  readonly gateway: Pick<Gateway, 'call'>
  readonly clock: Clock
  readonly log: Logger
}

const KNOWN_FOR = 10 * 60_000
const MOST = 10_000
const UNKNOWN_MEMBER = 10007
const UNKNOWN_USER = 10013

const named = z.array(z.looseObject({ id: z.string(), name: z.string() }))
const name = z.string().nullish().catch(null)
const member = z.looseObject({
  roles: z.array(z.string()),
  nick: name,
  user: z.looseObject({ global_name: name, username: name }).catch({}),
})

/** Roles of people as their own words bring them along; who was not heard for a while is asked for by itself. */
export function discordRoles({ settings, gateway, clock, log }: Deps): Roles {
  const people = remembered<{ readonly roles: readonly string[]; readonly until: number }>(MOST)
  let known: z.infer<typeof named> | null = null
  let until = 0
  const told = new Set<string>()

  async function standingOf(user: string): Promise<Standing | null | 'unknown'> {
    const { discord } = settings()
    if (!discord || discord.roles.length === 0) return null
    const theirs = await rolesOf(user, discord.guild)
    const all = await allRoles(discord.guild)
    if (!theirs || !all) return 'unknown'
    const standings = discord.roles.flatMap(({ role, as, teams }) => {
      const id = idOf(role, all)
      return id !== null && theirs.includes(id) ? [{ role: as, teams }] : []
    })
    return together(standings)
  }

  async function rolesOf(user: string, guild: string): Promise<readonly string[] | null> {
    const heard = people.get(user)
    if (heard && heard.until > clock.now()) return heard.roles
    const called = await gateway.call({ method: 'GET', route: Routes.guildMember(guild, user) })
    if (called.ok) return remember(user, member.parse(called.data).roles)
    const { code } = called.failure
    if (code === UNKNOWN_MEMBER || code === UNKNOWN_USER) return remember(user, [])
    // What was known stands while Discord does not say.
    return heard?.roles ?? null
  }

  async function namesOf(user: string): Promise<readonly string[]> {
    const guild = settings().discord?.guild ?? ''
    const called = await gateway.call({ method: 'GET', route: Routes.guildMember(guild, user) })
    if (!called.ok) return []
    const { nick, user: who } = member.parse(called.data)
    return [nick, who.global_name, who.username].flatMap((one) => one ?? [])
  }

  function remember(user: string, roles: readonly string[]): readonly string[] {
    people.set(user, { roles, until: clock.now() + KNOWN_FOR })
    return roles
  }

  async function allRoles(guild: string): Promise<z.infer<typeof named> | null> {
    if (known && clock.now() < until) return known
    const called = await gateway.call({ method: 'GET', route: Routes.guildRoles(guild) })
    if (called.ok) {
      known = named.parse(called.data)
      until = clock.now() + KNOWN_FOR
    }
    return known
  }

  function idOf(role: string, all: z.infer<typeof named>): string | null {
    const found = all.find(({ id, name }) => id === role || name === role)
    if (!found && !told.has(role)) {
      told.add(role)
      log.warn({ role }, 'Discord’s server has no such role: it makes no members.')
    }
    return found?.id ?? null
  }

  return {
    standingOf,
    namesOf,
    heard: (user, roles) => void remember(user, roles),
    left: (user) => void remember(user, []),
    changed() {
      until = 0
    },
  }
}
