import { Client, Events, GatewayIntentBits, Options, Partials } from 'discord.js'
import type { GuildMember, User, WebSocketOptions } from 'discord.js'
import type { Logger } from 'pino'
import { pause } from '../chats/pause.ts'
import type { Allowance, Identifies } from './identifies.ts'

interface Deps {
  /** For tests alone: another Discord. */
  readonly apiUrl: string | null
  readonly log: Logger
  readonly budget: Identifies
  /** The app may read what people write. */
  readonly content: boolean
  /** The client is not wanted any more. */
  readonly over: AbortSignal
}

type Throttler = NonNullable<WebSocketOptions['buildIdentifyThrottler']>
type Manager = Parameters<Throttler>[0]

const TIMEOUT = 10_000
const PAUSE = 60_000

/** discord.js's client, of which only the session with the gateway is used. */
export function discordClient(deps: Deps): Client {
  const { apiUrl, log, content } = deps
  const client = new Client({
    intents: content ? [...INTENTS, GatewayIntentBits.MessageContent] : INTENTS,
    partials: [Partials.Message, Partials.Channel, Partials.Reaction, Partials.User],
    allowedMentions: { parse: [], repliedUser: false },
    makeCache: Options.cacheWithLimits(NOTHING_KEPT),
    rest: {
      version: '10',
      ...(apiUrl === null ? {} : { api: apiUrl }),
      retries: 0,
      timeout: TIMEOUT,
      rejectOnRateLimit: () => true,
    },
    ws: { buildIdentifyThrottler: throttler(deps) },
  })
  // What goes wrong in it is mended by its own reconnecting; without listeners it would end the process.
  client.on(Events.Error, (error) => log.warn({ error: error.name }, 'Discord’s client stumbled'))
  client.on(Events.ShardError, (error) => log.warn({ error: error.name }, UNSTEADY))
  client.on(Events.ShardReconnecting, () => log.info('connecting to Discord again'))
  return client
}

function throttler(deps: Deps): Throttler {
  return async (manager) => {
    catchOnDispatch(manager, deps.log)
    return {
      async waitForIdentify(_, signal) {
        // A connection that the library began after the goodbye.
        if (deps.over.aborted) await manager.destroy({ code: 1000 })
        await myTurn(deps, await allowanceOf(manager), signal)
      },
    }
  }
}

/** Rejects only when it is aborted: the library would go on all the same. */
async function myTurn(
  { budget, log }: Deps,
  allowance: Allowance | null,
  signal: AbortSignal,
): Promise<void> {
  try {
    await budget.turn(allowance, signal)
  } catch (error) {
    if (signal.aborted) throw error
    log.error({ error: String(error) }, 'a session with Discord could not be counted')
    await pause(PAUSE, signal)
  }
}

/** What one dispatch throws, in the library's caches or here, would be caught by nobody and end the process. */
function catchOnDispatch(manager: Manager, log: Logger): void {
  const event = 'dispatch' as Parameters<Manager['listeners']>[0] // of an enum that is not to be had
  const listeners = manager.listeners(event)
  manager.removeAllListeners(event)
  for (const listener of listeners) {
    manager.on(event, (...given: unknown[]) => {
      try {
        Reflect.apply(listener, manager, given)
      } catch (error) {
        log.error({ error: String(error) }, 'something that Discord told could not be taken in')
      }
    })
  }
}

/** What Discord still allows; null where it does not say. */
async function allowanceOf(manager: Manager): Promise<Allowance | null> {
  try {
    const { session_start_limit: limit } = await manager.fetchGatewayInformation(true)
    return { remaining: limit.remaining, resetAfter: limit.reset_after }
  } catch {
    return null
  }
}

const UNSTEADY = 'the connection to Discord is unsteady'

const INTENTS = [
  GatewayIntentBits.Guilds,
  GatewayIntentBits.GuildMessages,
  GatewayIntentBits.GuildMessageReactions,
  GatewayIntentBits.GuildMessageTyping,
  GatewayIntentBits.DirectMessages,
  GatewayIntentBits.DirectMessageReactions,
  GatewayIntentBits.DirectMessageTyping,
]

const FEW = 100

// Nothing of ours reads the library's caches.
const NOTHING_KEPT = {
  GuildMemberManager: {
    maxSize: FEW,
    keepOverLimit: (member: GuildMember) => member.id === member.client.user.id,
  },
  UserManager: { maxSize: FEW, keepOverLimit: (user: User) => user.id === user.client.user.id },
  AutoModerationRuleManager: 0,
  BaseGuildEmojiManager: 0,
  DMMessageManager: 0,
  GuildBanManager: 0,
  GuildEmojiManager: 0,
  GuildForumThreadManager: 0,
  GuildInviteManager: 0,
  GuildMessageManager: 0,
  GuildScheduledEventManager: 0,
  GuildStickerManager: 0,
  GuildTextThreadManager: 0,
  MessageManager: 0,
  PresenceManager: 0,
  ReactionManager: 0,
  ReactionUserManager: 0,
  StageInstanceManager: 0,
  ThreadManager: 0,
  ThreadMemberManager: 0,
  VoiceStateManager: 0,
} as const
