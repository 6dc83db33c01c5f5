import { farSlack } from '../slack/far-slack.ts'

/** Steers a Discord that runs in another process: `far(url)('user/ana/says', 'support', 'Hello')`. */
export function farDiscord(url: string): ReturnType<typeof farSlack> {
  // Both platforms are steered by the same requests.
  return farSlack(url)
}
