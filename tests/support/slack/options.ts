import type { SlackClock } from './clock.ts'
import type { Limits } from './limits.ts'

export interface FakeSlackOptions {
  /** The machine's time if left out. */
  readonly clock?: SlackClock
  /** For the dice of weather and of which socket gets what. */
  readonly seed?: number
  /** Slack's own if left out. */
  readonly limits?: Limits
  /** When an event that was not acknowledged is sent again, in ms after each failure. */
  readonly retries?: readonly number[]
  readonly port?: number
  /** What the bot token may do; all that this Slack knows if left out. */
  readonly scopes?: readonly string[]
  /** Event types that the app subscribed to; all if left out. */
  readonly subscriptions?: readonly string[]
  /** Its slash commands; whatever is typed if left out. */
  readonly commands?: readonly string[]
  /** Its Home tab is enabled; it is if left out. */
  readonly homeTab?: boolean
  /** A workspace without a paid plan has no user groups. */
  readonly paid?: boolean
  /** Where events go by HTTP; left out: by Socket Mode. */
  readonly requestUrl?: string
  /** How long a completed upload waits to be shared, in ms. */
  readonly fileDelay?: number
}

export const ALL_SCOPES: readonly string[] = [
  'app_mentions:read',
  'channels:history',
  'channels:join',
  'channels:read',
  'chat:write',
  'chat:write.customize',
  'commands',
  'files:read',
  'files:write',
  'groups:history',
  'groups:read',
  'im:history',
  'im:read',
  'im:write',
  'pins:write',
  'reactions:read',
  'reactions:write',
  'usergroups:read',
  'users.profile:read',
  'users:read',
  'users:read.email',
]

export const BOT_TOKEN = 'xoxb-fake-bot-token'
export const APP_TOKEN = 'xapp-1-fake-app-token'
export const SIGNING_SECRET = 'fake-signing-secret'
