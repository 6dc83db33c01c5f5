import { existsSync, readFileSync } from 'node:fs'
import { parseEnv } from 'node:util'
import { parseEnvironment } from './config/environment.ts'
import type { Environment, Variables } from './config/environment.ts'
import type { InboxSettings, Settings } from './config/schema.ts'

export { BadEnvironment } from './config/environment.ts'
export { loadSettings } from './config/load.ts'
export { formatProblems } from './config/problems.ts'
export { watchSettings } from './config/watch.ts'
export { missingSlackSecrets, slackSecrets } from './config/slack-secrets.ts'
export { placeIn } from './config/places.ts'
export { queueOf, rulesOf, usualOf } from './config/routes.ts'
export { choicesFor } from './config/taxonomy.ts'
export { discordSecrets, missingDiscordSecrets } from './config/discord-secrets.ts'
export type { DiscordSecrets } from './config/discord-secrets.ts'
export type { SlackSecrets } from './config/slack-secrets.ts'
export type { Environment, Variables } from './config/environment.ts'
export type { InboxSettings, Settings } from './config/schema.ts'

/** What the environment says; by itself it asks `ownVariables`. Throws BadEnvironment. */
export function readEnvironment(variables: Variables = ownVariables()): Environment {
  return parseEnvironment(variables)
}

/** The settings of an inbox, or null when there is none of that id. */
export function inboxOf(settings: Settings, id: string): InboxSettings | null {
  return settings.inboxes.find((inbox) => inbox.id === id) ?? null
}

/** The process's own variables, and for those that it lacks the file `.env` if there is one. */
export function ownVariables(dotEnv = '.env'): Variables {
  const file = existsSync(dotEnv) ? parseEnv(readFileSync(dotEnv, 'utf8')) : {}
  return { ...file, ...process.env }
}

/** True where npm’s shell stands between this process and whoever started it. */
export function isStartedByNpm(): boolean {
  return process.env['npm_lifecycle_event'] !== undefined
}
