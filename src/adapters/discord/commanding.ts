import type { Logger } from 'pino'
import { z } from 'zod'
import type { Command } from '../../commands/command.ts'
import type { Settings } from '../../config.ts'
import type { Clock, Database, TeamInbox } from '../../ports.ts'
import type { AwayFrom } from '../chats/left-threads.ts'
import { pause } from '../chats/pause.ts'
import { teamChats } from '../team-chats.ts'
import type { Dispatch } from './connection.ts'
import { definitions } from './definitions.ts'
import type { Gateway } from './gateway.ts'
import { discordInteractions } from './interactions.ts'
import { threadLinks } from './links.ts'
import type { DiscordPeople } from './people.ts'
import { registering } from './registering.ts'
import type { TakeFiles } from './taking-files.ts'
import { isIts } from './whose.ts'
import type { Whose } from './whose.ts'

export interface CommandingDeps {
  readonly inbox: Pick<TeamInbox, 'command' | 'message'>
  readonly settings: () => Settings
  readonly database: Pick<Database, 'store' | 'intake' | 'people' | 'library' | 'feed'>
  readonly clock: Clock
  readonly log: Logger
  readonly commands: readonly Command[]
  readonly gateway: Pick<Gateway, 'call'>
  readonly people: Pick<DiscordPeople, 'memberOf' | 'nameOf'>
  readonly whose: Pick<Whose, 'conversationIn' | 'placeOf'>
  readonly awayFrom: AwayFrom
  readonly takeFiles: TakeFiles
}

/** Slash commands, menus, buttons and forms: they are registered in the server, and answered as they come. */
export interface Commanding {
  /** True when it was for this alone. */
  heard(dispatch: Dispatch): boolean
  stop(): Promise<void>
}

/** Ms that what is under way has to end; what was begun is done when it starts again. */
const GOODBYE = 2_000

const ready = z.looseObject({ application: z.looseObject({ id: z.string() }) })
const server = z.looseObject({ id: z.string() })

export function discordCommanding(deps: CommandingDeps): Commanding {
  const { settings, database, log, whose, takeFiles } = deps
  const under = new Set<Promise<void>>()
  let app: string | null = null

  const guild = () => settings().discord?.guild ?? null
  const registered = registering({ ...deps, feed: database.feed })
  const interactions = discordInteractions({
    ...deps,
    conversationIn: whose.conversationIn,
    awayFrom: (id, channel) => deps.awayFrom(id, isIts(whose, channel)),
    linkTo: threadLinks(database.store, guild),
    guild,
    files: (given, by, conversation) =>
      takeFiles(
        given.map((file) => ({ file, on: null })),
        by,
        conversation,
      ),
  })

  function heard({ t, d }: Dispatch): boolean {
    if (t === 'READY') {
      app = ready.safeParse(d).data?.application.id ?? null
      begin('do what was begun', interactions.takeUp())
    }
    const here = t === 'GUILD_CREATE' ? server.safeParse(d).data?.id : undefined
    if (here !== undefined && here === guild() && app !== null)
      begin(
        'register the commands',
        registered.run(app, here, definitions(deps.commands, teamChats(settings()))),
      )
    if (t === 'INTERACTION_CREATE') begin('answer somebody', interactions.answer(d))
    return t === 'INTERACTION_CREATE'
  }

  function begin(what: string, work: Promise<void>): void {
    const mine = work
      .catch((error: unknown) => log.error({ error: String(error) }, `Discord: could not ${what}`))
      .finally(() => under.delete(mine))
    under.add(mine)
  }

  return {
    heard,
    async stop() {
      const done = new AbortController()
      registered.stop()
      await Promise.race([Promise.all(under), pause(GOODBYE, done.signal)])
      done.abort()
    },
  }
}
