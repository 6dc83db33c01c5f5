import { Client, GatewayIntentBits, Partials, REST } from 'discord.js'
import type { ClientEvents, ClientOptions, RESTOptions } from 'discord.js'
import type { FakeDiscord } from '../../support/discord/fake-discord.ts'

const INTENTS = [
  GatewayIntentBits.Guilds,
  GatewayIntentBits.GuildMembers,
  GatewayIntentBits.GuildMessages,
  GatewayIntentBits.GuildMessageReactions,
  GatewayIntentBits.GuildMessageTyping,
  GatewayIntentBits.GuildWebhooks,
  GatewayIntentBits.DirectMessages,
  GatewayIntentBits.DirectMessageReactions,
  GatewayIntentBits.DirectMessageTyping,
  GatewayIntentBits.MessageContent,
]

/** Raw gateway events that a client heard, as they came. */
export interface Heard {
  readonly t: string
  readonly s: number
  readonly d: Readonly<Record<string, unknown>>
}

export interface RealApp {
  readonly client: Client<true>
  /** What came through the gateway, of one type if it is named. */
  heard(t?: string): readonly Heard[]
  stop(): Promise<void>
}

/** discord.js, as it is in production, at a fake Discord. `listen` sets its listeners before it logs in. */
export async function realApp(
  discord: FakeDiscord,
  listen: (client: Client) => void = () => undefined,
  options: Partial<ClientOptions> = {},
): Promise<RealApp> {
  const client = new Client({
    intents: INTENTS,
    partials: [Partials.Message, Partials.Channel, Partials.Reaction, Partials.User],
    rest: restOptions(discord),
    ws: {
      // The real one waits five seconds between two identifies, which no test has.
      buildIdentifyThrottler: async () =>
        Promise.resolve({ waitForIdentify: async () => Promise.resolve() }),
    },
    ...options,
  })
  const packets: Heard[] = []
  // The raw event is left out of the library's types, and the library changes what it carries.
  client.on(
    'raw' as keyof ClientEvents,
    ((packet: Heard) => packets.push(structuredClone(packet))) as never,
  )
  client.on('error', () => undefined)
  listen(client)
  const ready = new Promise((resolve) => client.once('clientReady', resolve))
  try {
    await client.login(discord.botToken)
  } catch (error) {
    await client.destroy()
    throw error
  }
  await ready
  return {
    client: client as Client<true>,
    heard: (t) => packets.filter((one) => t === undefined || one.t === t),
    stop: async () => client.destroy(),
  }
}

/** The library's REST alone, without tries of its own unless they are given. */
export function realRest(discord: FakeDiscord, options: Partial<RESTOptions> = {}): REST {
  return new REST({ ...restOptions(discord), ...options }).setToken(discord.botToken)
}

function restOptions(discord: FakeDiscord): Partial<RESTOptions> {
  return { api: discord.apiUrl, version: '10', retries: 0, timeout: 2000 }
}
