import { ill, well } from '../adapters/chats/doctor.ts'
import type { Findings } from '../adapters/chats/doctor.ts'
import { examineDiscord } from '../adapters/discord/doctor.ts'
import type { DiscordDoctorDeps } from '../adapters/discord/doctor.ts'
import { discordSecrets, missingDiscordSecrets } from '../config.ts'
import type { Environment, Variables } from '../config.ts'
import type { Options } from './doctor.ts'
import { inboxesIn, readSettings, readVariables } from './reading.ts'

/** All that the doctor finds about Discord, the settings and the environment first. */
export async function* doctorDiscord(options: Options, variables: Variables): Findings {
  const environment = yield* readVariables(variables)
  if (!environment) return
  const settings = yield* withDiscord(environment)
  if (!settings) return
  const missing = missingDiscordSecrets(environment.secretNamed)
  for (const sentence of missing)
    yield ill(`Discord ${sentence}.`, 'Write it into .env: docs/discord.md says where it is found.')
  if (missing.length > 0) return
  yield well('The token is there, and looks right.')
  const secrets = discordSecrets(environment.secretNamed)
  yield* examineDiscord({ ...options, settings, secrets })
}

async function* withDiscord(
  environment: Environment,
): Findings<DiscordDoctorDeps['settings'] | null> {
  const { config } = environment
  const settings = yield* readSettings(environment)
  if (!settings) return null
  const { discord } = settings
  if (!discord) {
    yield ill(
      `${config} does not say that there is a Discord.`,
      "Write a line such as `discord: {guild: '123456789012345678'}` into it, with your server’s id.",
    )
    return null
  }
  const inboxes = inboxesIn('discord', settings)
  if (inboxes.length === 0) {
    yield ill(
      `No inbox in ${config} has a place in Discord.`,
      'Add one to an inbox, under places: {chat: discord, channel: support}.',
    )
    return null
  }
  yield well(`${config} is all right, with a place in Discord for: ${inboxes.join(', ')}.`)
  return { ...settings, discord }
}
