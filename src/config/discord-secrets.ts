/** What Discord wants of the environment and does not find there, in sentences; none shows a value. */
export function missingDiscordSecrets(secretNamed: (name: string) => string | null): string[] {
  const token = secretNamed(NAME)
  if (token === null) return [`wants ${WHAT}, in the environment as ${NAME}`]
  return FORM.test(token) ? [] : [`wants ${WHAT}; ${NAME} is something else`]
}

const NAME = 'DISCORD_BOT_TOKEN'
const WHAT = 'the bot’s token, from the page “Bot” of its app, without the word Bot before it'
const FORM = /^[\w-]{4,}\.[\w.-]{4,}$/

export interface DiscordSecrets {
  readonly botToken: string
  /** For tests alone: another Discord. */
  readonly apiUrl: string | null
  /** How many times faster than Discord the other one goes; 1 for Discord itself. */
  readonly pace: number
}

/** Discord's secrets from the environment. Throws a sentence for what is missing or something else. */
export function discordSecrets(secretNamed: (name: string) => string | null): DiscordSecrets {
  const missing = missingDiscordSecrets(secretNamed)
  if (missing.length > 0) throw new Error(missing.map((one) => `discord ${one}.`).join('\n'))
  const apiUrl = secretNamed('DISCORD_API_URL')
  return {
    botToken: secretNamed(NAME) ?? '',
    apiUrl,
    pace: apiUrl === null ? 1 : Number(secretNamed('DISCORD_PACE') ?? 1),
  }
}
