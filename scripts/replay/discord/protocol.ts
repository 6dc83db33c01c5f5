/** What a conversation is in Discord. */
export const MODES = ['forum', 'thread', 'channel'] as const
export type Mode = (typeof MODES)[number]

/** How a server is furnished: one person of the team for each name, one place for each. */
export interface DiscordPlan {
  readonly seed: number
  /** How many times faster than Discord its limits are over, and its connections beat. */
  readonly pace: number
  readonly people: readonly string[]
  /** Names of forums, text channels or categories, by the mode. */
  readonly places: readonly string[]
  readonly mode: Mode
  readonly weather: boolean
  /** The app may read what people write; else agents answer by command. */
  readonly content: boolean
  /** Agents close what is over, and the server takes no more than Discord's; else it takes all. */
  readonly walls: boolean
}

/** What the app needs to know of the server. */
export interface DiscordKeys {
  readonly apiUrl: string
  readonly botToken: string
  readonly guildId: string
}

/** The role of the team in the server. */
export const TEAM_ROLE = 'agents'

const FIRST = 200_000_000_000_000_000n

/** The id that one of the people has in Discord. */
export function discordIdOf(index: number): string {
  return String(FIRST + BigInt(index))
}
