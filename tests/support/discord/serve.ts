// A fake Discord in a process of its own: node tests/support/discord/serve.ts --port 4020
// What it holds outlives the process under test, so that one can be killed and started again.
import { parseArgs } from 'node:util'
import { realClock } from '../slack/clock.ts'
import { startFakeDiscord } from './fake-discord.ts'
import { DISCORD_LIMITS, NO_LIMITS } from './limits.ts'

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '0' },
    seed: { type: 'string', default: '1' },
    /** Discord's minutes are over this many times faster. */
    pace: { type: 'string', default: '1' },
    'no-limits': { type: 'boolean', default: false },
  },
})

const discord = await startFakeDiscord({
  port: Number(values.port),
  seed: Number(values.seed),
  clock: realClock(Number(values.pace)),
  limits: values['no-limits'] ? NO_LIMITS : DISCORD_LIMITS,
})
const { url, apiUrl, botToken, appId, botUserId, guildId } = discord
console.log(JSON.stringify({ url, apiUrl, botToken, appId, botUserId, guildId }))

for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.once(signal, () => void discord.stop().then(() => process.exit(0)))
}
