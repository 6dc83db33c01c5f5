/** How a workspace is furnished: one person of the team for each name, one channel for each. */
export interface SlackPlan {
  readonly seed: number
  /** How many times faster than Slack it takes calls and sends again what was not acknowledged. */
  readonly pace: number
  readonly people: readonly string[]
  readonly channels: readonly string[]
  readonly weather: boolean
  /** Where events go by HTTP; null: Socket Mode. */
  readonly requestUrl: string | null
}

/** What the app needs to know of the workspace. */
export interface SlackKeys {
  readonly apiUrl: string
  readonly botToken: string
  readonly appToken: string
  readonly signingSecret: string
}

/** The id that a person of the team has in Slack. */
export function slackIdOf(name: string): string {
  return `U${name.toUpperCase()}`
}
