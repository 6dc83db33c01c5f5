import { seededChance } from '../slack/chance.ts'
import { realClock } from '../slack/clock.ts'
import { furnish } from './example-world.ts'
import { PRIVILEGED } from './intents.ts'
import type { Office } from './office.ts'
import { APP_ID, BOT_TOKEN, DISCORD_SIZES } from './options.ts'
import type { FakeDiscordOptions } from './options.ts'
import { snowflakes } from './snowflakes.ts'

/** A furnished server with the app in it. Its `tell` and `changed` reach nobody yet. */
export function openOffice(options: FakeDiscordOptions): Office {
  const clock = options.clock ?? realClock()
  const id = snowflakes(clock)
  const office: Office = {
    guild: { id: id(), name: 'Lantern House', ownerId: id(), roles: new Map(), members: new Map() },
    app: {
      id: APP_ID,
      name: 'Greenroom',
      // Of apps made since 2016 the bot user has the app's own id.
      userId: APP_ID,
      token: BOT_TOKEN,
      privileged: new Set(options.privileged ?? PRIVILEGED),
    },
    clock,
    chance: seededChance(options.seed ?? 1),
    people: new Map(),
    channels: new Map(),
    webhooks: new Map(),
    files: new Map(),
    commands: { guild: [], global: [] },
    interactions: new Map(),
    modals: new Map(),
    sizes: { ...DISCORD_SIZES, ...options.sizes },
    complaints: [],
    blockedWords: new Set(),
    url: '',
    id,
    tell: () => undefined,
    changed: () => undefined,
  }
  furnish(office)
  return office
}
