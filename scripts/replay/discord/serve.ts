// A Discord with a team in it, in a process of its own, so that what is written there outlives Greenroom.
// `scripts/replay.ts` starts it and hears from it.
import { startFakeDiscord } from '../../../tests/support/discord/fake-discord.ts'
import type { FakeDiscord } from '../../../tests/support/discord/fake-discord.ts'
import { PRIVILEGED } from '../../../tests/support/discord/intents.ts'
import { limitsAt } from '../../../tests/support/discord/limits.ts'
import type { Tell, Weathered } from '../chat/protocol.ts'
import { serveWorkspace } from '../chat/serving.ts'
import type { Served } from '../chat/serving.ts'
import { agentsIn } from './agents.ts'
import { discordIdOf, discordPlan, TEAM_ROLE } from './protocol.ts'
import type { DiscordPlan, Mode } from './protocol.ts'
import { readThreads } from './reading.ts'
import { startStorms } from './storms.ts'

const KINDS = { forum: 'forum', thread: 'text', channel: 'category' } as const satisfies Record<
  Mode,
  string
>
/** Discord's own is 41 s; a connection that went deaf is known after two. */
const HEARTBEAT = 4_000
/** More than any replay needs. */
const ALL = 100_000

async function furnish(plan: DiscordPlan, tell: Tell): Promise<Served> {
  const { seed, pace, people, places, mode, content, walls } = plan
  const roomy = { channels: ALL, inCategory: ALL, activeThreads: ALL }
  const discord = await startFakeDiscord({
    seed,
    limits: limitsAt(pace),
    heartbeat: HEARTBEAT,
    privileged: content ? PRIVILEGED : [],
    ...(walls ? {} : { sizes: roomy }),
  })
  for (const [index, name] of people.entries()) {
    const handle = name.toLowerCase()
    discord.addUser({ id: discordIdOf(index), handle, name, roles: [TEAM_ROLE] })
  }
  for (const name of places) discord.addChannel(name, { kind: KINDS[mode] })
  const team = agentsIn(discord, plan, tell)
  if (plan.weather) startStorms(discord, seed)
  const { apiUrl, botToken, guildId } = discord
  return {
    keys: { apiUrl, botToken, guildId },
    threads: () => readThreads(discord, mode),
    weathered: () => weathered(discord),
    ...(walls ? { over: team.close } : {}),
  }
}

function weathered(discord: FakeDiscord): Weathered {
  const calls = discord.calls()
  const troubles = discord.weather.counts()
  const refused = calls.filter(({ status }) => status === 429).length
  const { identified, resumed } = discord.gateway
  return {
    calls: calls.length,
    tooFast: refused - (troubles['ratelimit'] ?? 0),
    troubles,
    more: { 'sessions begun': identified, 'sessions resumed': resumed },
    complaints: discord.complaints(),
  }
}

serveWorkspace(discordPlan, furnish)
