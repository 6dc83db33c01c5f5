import { z } from 'zod'

/** What a conversation is in Discord. */
export const MODES = ['forum', 'thread', 'channel'] as const
export type Mode = (typeof MODES)[number]

/** How a server is furnished: one person of the team for each name, one place for each. */
export const discordPlan = z.object({
  seed: z.number(),
  /** How many times faster than Discord its limits are over. */
  pace: z.number(),
  people: z.array(z.string()),
  /** Names of forums, text channels or categories, by the mode. */
  places: z.array(z.string()),
  mode: z.enum(MODES),
  weather: z.boolean(),
  /** Some wait before they claim, and what somebody has already they leave alone. */
  hesitant: z.boolean(),
  /** The app may read what people write; else agents answer by command. */
  content: z.boolean(),
  /** Agents close what is over, and the server takes no more than Discord's; else it takes all. */
  walls: z.boolean(),
})
export type DiscordPlan = z.infer<typeof discordPlan>

/** What the app needs to know of the server. */
export const discordKeys = z.object({
  apiUrl: z.string(),
  botToken: z.string(),
  guildId: z.string(),
})

/** The role of the team in the server. */
export const TEAM_ROLE = 'agents'

const FIRST = 200_000_000_000_000_000n

/** The id that one of the people has in Discord. */
export function discordIdOf(index: number): string {
  return String(FIRST + BigInt(index))
}
