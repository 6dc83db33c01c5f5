import type { SlackClock } from '../slack/clock.ts'
import type { Intent } from './intents.ts'
import type { Limits } from './limits.ts'
import type { Sizes } from './office.ts'

export interface FakeDiscordOptions {
  /** The machine's time if left out. */
  readonly clock?: SlackClock
  /** For the dice of weather. */
  readonly seed?: number
  /** Discord's own if left out. */
  readonly limits?: Limits
  readonly port?: number
  /** Privileged intents that are switched on in the developer portal; all three if left out. */
  readonly privileged?: readonly Intent[]
  /** What fits into the server; as much as on Discord if left out. */
  readonly sizes?: Partial<Sizes>
  /** What HELLO asks for, in ms of the machine's time. */
  readonly heartbeat?: number
  /** How long a broken connection may be resumed, in ms. */
  readonly resumable?: number
}

export const BOT_TOKEN = 'MTIzNDU2Nzg5MDEyMzQ1Njc4.GFakeD.this-is-the-fake-token-of-the-app'

export const DISCORD_SIZES: Sizes = {
  channels: 500,
  inCategory: 50,
  activeThreads: 1000,
  threadMembers: 1000,
  webhooks: 15,
  pins: 250,
  reactions: 20,
  upload: 10 * 1024 * 1024,
}

export const APP_ID = '123456789012345678'
