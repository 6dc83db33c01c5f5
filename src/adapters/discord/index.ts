import type { Logger } from 'pino'
import type { Command } from '../../commands/command.ts'
import type { DiscordSecrets, Settings } from '../../config.ts'
import type { Conversation } from '../../conversation/conversation.ts'
import type {
  Clock,
  Coordination,
  Database,
  Elsewhere,
  TeamChat,
  VisitorChannel,
} from '../../ports.ts'
import type { Line, Parsed } from '../../routing/interpret.ts'
import { givenMembers } from '../chats/given-members.ts'
import type { Files } from '../files.ts'
import { discordChannels } from './channels.ts'
import { discordFans } from './fans/index.ts'
import { createGateway } from './gateway.ts'
import { discordLosses } from './losses.ts'
import { discordMending } from './mending.ts'
import { discordOutgoing } from './outgoing.ts'
import { discordPeople } from './people.ts'
import { parsePosts, parseThread } from './refs.ts'
import { discordRoles } from './roles.ts'
import { runDiscord } from './running.ts'
import type { Running } from './running.ts'
import { whoseThreads } from './whose.ts'

export interface DiscordDeps {
  readonly settings: () => Settings
  readonly database: Database
  readonly coordination: Pick<Coordination, 'take'>
  readonly clock: Clock
  readonly log: Logger
  readonly files: Pick<Files, 'receive' | 'url' | 'open'>
  readonly commands: readonly Command[]
  /** What a line in a thread is. */
  readonly interpret: (line: string) => Line
  /** A command by its own text, `/name arg…`. */
  readonly parse: (line: string) => Parsed
  /** Where a conversation is that was moved away from here. */
  readonly whereabouts: (conversation: Conversation) => Promise<readonly Elsewhere[]>
  /** A member changed: whoever shows members is to look again. */
  readonly peopleChanged: () => void
  /** Where people find this server: files are read there. */
  readonly baseUrl: string
  readonly secrets: DiscordSecrets
  /** Says what a person must mend before all reaches Discord; null when all is well. */
  readonly trouble?: (text: string | null) => void
  /** Says across the desk what was done in Discord and could not be taken. */
  readonly notTaken?: (text: string) => void
  /** What waited for a person can go out. */
  readonly goOn?: () => void
  /** A state that passes within so many ms is not drawn. */
  readonly settle?: number
}

export interface Discord extends TeamChat {
  /** Where visitors come in by direct message; its end is Discord's own. */
  readonly door: VisitorChannel
  /** Looks at what waits by the settings as they now are. */
  settingsChanged(): void
}

/** Discord as a team chat: a conversation is a thread, a post or a channel with its card. */
export function createDiscord(deps: DiscordDeps): Discord {
  const { settings, database, clock, log, secrets } = deps
  let running: Running | null = null

  const losses = discordLosses({ clock, changed: (loss, isLost) => mending.changed(loss, isLost) })
  const gateway = createGateway({
    token: secrets.botToken,
    apiUrl: secrets.apiUrl,
    pace: secrets.pace,
    clock,
    log,
    losses,
  })
  const channels = discordChannels({ settings, gateway, losses, feed: database.feed, clock })
  const roles = discordRoles({ settings, gateway, clock, log })
  const byRole = givenMembers({
    chat: 'discord',
    what: 'Discord role',
    database,
    standingOf: roles.standingOf,
    clock,
    peopleChanged: deps.peopleChanged,
  })
  const people = discordPeople({ settings, people: database.people, roles, byRole })
  const whose = whoseThreads(database.store)
  const begun = async (channel: string) => (await running?.begun(channel)) ?? false
  const outgoing = discordOutgoing({ ...deps, gateway, channels, losses, people, whose, begun })
  const fans = discordFans({ ...deps, gateway, channels, people, apiUrl: secrets.apiUrl })
  const mending = discordMending({
    settings,
    losses,
    channels,
    trouble: deps.trouble ?? (() => undefined),
    goOn: deps.goOn ?? (() => undefined),
    warn: outgoing.warn,
    log,
  })

  return {
    name: 'discord',
    door: fans.door,
    whispers: true,
    async start(inbox) {
      running = runDiscord({
        ...deps,
        inbox,
        gateway,
        channels,
        losses,
        people,
        roles,
        byRole,
        whose,
        fans,
        stuck: mending.stuck,
        withoutContent: mending.withoutContent,
      })
      await running.start()
      await outgoing.begin()
    },
    ...outgoing,
    holds: (thread, post) => parseThread(thread)?.channel === parsePosts(post)?.channel,
    async linkTo(thread) {
      const { channel } = parseThread(thread) ?? {}
      const { guild } = settings().discord ?? {}
      return channel && guild ? `https://discord.com/channels/${guild}/${channel}` : null
    },
    settingsChanged() {
      mending.settingsChanged()
      fans.settingsChanged()
    },
    async stop() {
      const ending = running
      running = null
      await ending?.stop()
      await fans.door.stop()
      await outgoing.stop()
      await gateway.stop()
    },
  }
}
