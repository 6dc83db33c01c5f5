import { z } from 'zod'

/** How a workspace is furnished: one person of the team for each name, one channel for each. */
export const slackPlan = z.object({
  seed: z.number(),
  /** How many times faster than Slack it takes calls and sends again what was not acknowledged. */
  pace: z.number(),
  people: z.array(z.string()),
  channels: z.array(z.string()),
  weather: z.boolean(),
  /** Some wait before they claim, and what somebody has already they leave alone. */
  hesitant: z.boolean(),
  /** Where events go by HTTP; null: Socket Mode. */
  requestUrl: z.string().nullable(),
})
export type SlackPlan = z.infer<typeof slackPlan>

/** What the app needs to know of the workspace. */
export const slackKeys = z.object({
  apiUrl: z.string(),
  botToken: z.string(),
  appToken: z.string(),
  signingSecret: z.string(),
})

/** The id that a person of the team has in Slack. */
export function slackIdOf(name: string): string {
  return `U${name.toUpperCase()}`
}
