interface Wanted {
  readonly name: string
  readonly form: RegExp
  readonly what: string
}

const BOT: Wanted = {
  name: 'SLACK_BOT_TOKEN',
  form: /^xoxb-\S+$/,
  what: 'the app’s bot token, which begins with xoxb-',
}
const APP: Wanted = {
  name: 'SLACK_APP_TOKEN',
  form: /^xapp-\S+$/,
  what: 'an app-level token with connections:write, which begins with xapp-',
}
const SIGNING: Wanted = {
  name: 'SLACK_SIGNING_SECRET',
  form: /^\S{8,}$/,
  what: 'the app’s signing secret, from its page “Basic Information”',
}

/** What Slack wants of the environment and does not find there, in sentences; none shows a value. */
export function missingSlackSecrets(
  mode: 'socket' | 'http',
  secretNamed: (name: string) => string | null,
): string[] {
  return [BOT, mode === 'socket' ? APP : SIGNING].flatMap(({ name, form, what }) => {
    const value = secretNamed(name)
    if (value === null) return [`wants ${what}, in the environment as ${name}`]
    return form.test(value) ? [] : [`wants ${what}; ${name} is something else`]
  })
}

export type SlackSecrets = {
  readonly botToken: string
  /** For tests alone: another Slack. */
  readonly apiUrl: string | null
  /** How many times faster than Slack the other one goes; 1 for Slack itself. */
  readonly pace: number
} & (
  | { readonly mode: 'socket'; readonly appToken: string }
  | { readonly mode: 'http'; readonly signingSecret: string }
)

/** Slack's secrets from the environment. Throws a sentence for what is missing or something else. */
export function slackSecrets(
  mode: 'socket' | 'http',
  secretNamed: (name: string) => string | null,
): SlackSecrets {
  const missing = missingSlackSecrets(mode, secretNamed)
  if (missing.length > 0) throw new Error(missing.map((one) => `slack ${one}.`).join('\n'))
  const apiUrl = secretNamed('SLACK_API_URL')
  const common = {
    botToken: secretNamed('SLACK_BOT_TOKEN') ?? '',
    apiUrl,
    pace: apiUrl === null ? 1 : Number(secretNamed('SLACK_PACE') ?? 1),
  }
  return mode === 'socket'
    ? { ...common, mode, appToken: secretNamed('SLACK_APP_TOKEN') ?? '' }
    : { ...common, mode, signingSecret: secretNamed('SLACK_SIGNING_SECRET') ?? '' }
}
