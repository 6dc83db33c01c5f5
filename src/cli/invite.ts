import { parseArgs } from 'node:util'
import { examine, ill } from '../adapters/chats/doctor.ts'
import type { Findings } from '../adapters/chats/doctor.ts'
import { inviteToDiscord } from '../adapters/discord/inviting.ts'
import { discordSecrets, missingDiscordSecrets, ownVariables } from '../config.ts'
import type { Variables } from '../config.ts'
import { readSettings, readVariables } from './reading.ts'

/** `greenroom invite discord`: prints the link for the bot; 0 when there is one. */
export async function invite(
  args: readonly string[],
  variables: Variables = ownVariables(),
  print: (line: string) => void = (line) => process.stdout.write(`${line}\n`),
): Promise<number> {
  const { positionals } = parseArgs({ args: [...args], allowPositionals: true })
  if (positionals.join(' ') !== 'discord') throw new Error('It invites to Discord alone: discord.')
  return (await examine(link(variables), print)) ? 0 : 1
}

async function* link(variables: Variables): Findings {
  const environment = yield* readVariables(variables)
  const settings = environment && (yield* readSettings(environment))
  if (!environment || !settings) return
  const missing = missingDiscordSecrets(environment.secretNamed)
  for (const sentence of missing)
    yield ill(`Discord ${sentence}.`, 'Write it into .env: docs/discord.md says where it is found.')
  if (missing.length > 0) return
  yield* inviteToDiscord(discordSecrets(environment.secretNamed), settings)
}
