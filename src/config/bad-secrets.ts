import { missingDiscordSecrets } from './discord-secrets.ts'
import type { Flaw } from './flaws.ts'
import type { Settings } from './schema.ts'
import { missingSlackSecrets } from './slack-secrets.ts'

/** Gives the value of an environment variable by its name, or null. */
export type SecretNamed = (name: string) => string | null

/** The secrets that the settings name and the environment lacks; none where it is not asked. */
export function badSecrets(settings: Settings | undefined, secretNamed?: SecretNamed): Flaw[] {
  if (!settings || !secretNamed) return []
  const slack = settings.slack ? missingSlackSecrets(settings.slack.mode, secretNamed) : []
  const discord = settings.discord ? missingDiscordSecrets(secretNamed) : []
  const doors = settings.inboxes.flatMap(({ doors }, inbox) =>
    doors.flatMap(({ identity_secret_env: name }, door) => {
      const message = name === null ? null : secretProblem(name, secretNamed(name))
      if (message === null) return []
      return [{ path: ['inboxes', inbox, 'doors', door, 'identity_secret_env'], message }]
    }),
  )
  return [
    ...slack.map((message) => ({ path: ['slack'], message })),
    ...discord.map((message) => ({ path: ['discord'], message })),
    ...doors,
  ]
}

const SHORTEST_SECRET = 16

function secretProblem(name: string, secret: string | null): string | null {
  if (secret === null) return `names ${name}, which is not set in the environment`
  if (secret.length >= SHORTEST_SECRET) return null
  return `names ${name}, whose value has fewer than ${SHORTEST_SECRET} characters`
}
