import { z } from 'zod'
import type { TeamInbox } from '../../ports.ts'
import type { GivenMembers } from '../chats/given-members.ts'
import { leftThreads } from '../chats/left-threads.ts'
import { takeFromIntake } from '../chats/taking.ts'
import { catchingUp } from './catching-up.ts'
import type { Channels } from './channels.ts'
import { discordCommanding } from './commanding.ts'
import { createConnection } from './connection.ts'
import type { Dispatch, Stuck } from './connection.ts'
import type { Fans } from './fans/index.ts'
import type { Gateway } from './gateway.ts'
import { discordGivenUp } from './given-up.ts'
import type { Self } from './heard.ts'
import { discordIncoming } from './incoming.ts'
import type { DiscordDeps } from './index.ts'
import { threadLinks } from './links.ts'
import { discordListening } from './listening.ts'
import type { Losses } from './losses.ts'
import { missedChanges } from './missed-changes.ts'
import { discordNotices } from './notices.ts'
import { passing } from './passing.ts'
import type { DiscordPeople } from './people.ts'
import type { Roles } from './roles.ts'
import { serverNews } from './server-news.ts'
import { takeFiles } from './taking-files.ts'
import { staysBefore } from './when.ts'
import type { Whose } from './whose.ts'
import { channelsWithNews } from './with-news.ts'

export interface RunningDeps extends DiscordDeps {
  readonly inbox: TeamInbox
  readonly gateway: Gateway
  readonly channels: Channels
  readonly losses: Losses
  readonly people: DiscordPeople
  readonly roles: Roles
  readonly byRole: Pick<GivenMembers, 'changed'>
  readonly whose: Whose
  readonly fans: Pick<Fans, 'heard' | 'connected'>
  readonly stuck: (why: Stuck) => void
  readonly withoutContent: () => void
}

export type Running = ReturnType<typeof runDiscord>

const REMEMBERED = 3 * 86_400_000
/** Ms between two looks at the roles of who was made a member; Discord tells of their changes only to some apps. */
const LOOK_AT_ROLES = 15 * 60_000

const ready = z.looseObject({ user: z.looseObject({ id: z.string() }) })
const role = z.looseObject({
  id: z.string(),
  tags: z.looseObject({ bot_id: z.string().optional() }).optional().catch(undefined),
})
const server = z.looseObject({ id: z.string(), roles: z.array(role).catch([]) })

/** Discord from its start to its stop: what waits from before, what was missed, what comes, and to whom it goes. */
export function runDiscord(deps: RunningDeps) {
  const { settings, database, gateway, secrets, log, clock } = deps
  const { store } = database
  const ending = new AbortController()
  let self: Self | null = null
  let isAway = false
  let looking: NodeJS.Timeout | undefined

  const guild = () => settings().discord?.guild ?? null
  const lookAtRoles = () => attempt('look at roles', deps.byRole.changed())
  const take = takeFiles({ ...deps, store, apiUrl: secrets.apiUrl })
  const awayFrom = leftThreads({ ...deps, chat: 'discord', store })
  const commanding = discordCommanding({ ...deps, awayFrom, takeFiles: take })
  const news = serverNews({
    ...deps,
    guild,
    goOn: deps.goOn ?? (() => undefined),
    rolesChanged: lookAtRoles,
  })
  const notes = passing({ ...deps, feed: database.feed })
  const notices = discordNotices({
    gateway,
    clock,
    linkTo: threadLinks(store, guild),
    passing: notes,
    ending: ending.signal,
  })
  const taking = takeFromIntake({
    platform: 'discord',
    intake: database.intake,
    log,
    staysBefore,
    givenUp: discordGivenUp({ ...deps, notices, self: known }),
    before: ({ lane }) => missed.channel(lane),
    handle: discordIncoming({
      ...deps,
      awayFrom,
      self: known,
      notices,
      readsContent: () => connection.readsContent(),
      again: (lane, body, id) => taking.keep({ id, lane, body }),
      files: take,
    }),
  })
  const missed = catchingUp({
    ...deps,
    feed: database.feed,
    topic: 'discord:heard',
    pace: secrets.pace,
    withNews: (since) =>
      channelsWithNews(
        { ...deps, store, guild: () => guild() ?? '', ending: ending.signal },
        since,
      ),
    take: (_, message) => listening.read(message),
  })
  const listening = discordListening({ ...deps, taking, missed, guild, self: known })
  const changes = missedChanges({ ...deps, store, hear: listening.hear })
  const connection = createConnection({
    ...deps,
    token: secrets.botToken,
    apiUrl: secrets.apiUrl,
    pace: secrets.pace,
    feed: database.feed,
    hear,
    connected,
  })

  function known(): Self {
    if (!self) throw new Error('Discord has not said yet who the app is.')
    return self
  }

  function hear(dispatch: Dispatch): void {
    meet(dispatch)
    if (!self || deps.fans.heard(dispatch, self) || commanding.heard(dispatch)) return
    news(dispatch)
    comesAndGoes(dispatch)
    listening.hear(dispatch)
  }

  function meet({ t, d }: Dispatch): void {
    const me = t === 'READY' ? ready.safeParse(d).data?.user : undefined
    const here = t === 'GUILD_CREATE' ? server.safeParse(d).data : undefined
    if (me) {
      const isFirst = self === null
      self = { userId: me.id, role: self?.role ?? null }
      if (isFirst) taking.start()
    }
    if (!here || !self || here.id !== guild()) return
    const { userId } = self
    const mine = here.roles.find(({ tags }) => tags?.bot_id === userId)
    self = { userId, role: mine?.id ?? null }
  }

  /** In an outage, or when it was put out, the app hears nothing of the server, and the session goes on. */
  function comesAndGoes({ t, d }: Dispatch): void {
    if (t !== 'GUILD_DELETE' && t !== 'GUILD_CREATE') return
    if (server.safeParse(d).data?.id !== guild()) return
    if (t === 'GUILD_DELETE') missed.gap()
    else if (isAway) readMissed()
    isAway = t === 'GUILD_DELETE'
  }

  function connected(gap: boolean): void {
    if (gap) missed.gap()
    deps.fans.connected(gap)
    readMissed()
    lookAtRoles()
    clearInterval(looking)
    looking = setInterval(lookAtRoles, LOOK_AT_ROLES)
  }

  function readMissed(): void {
    attempt('read what was missed', missed.run().then(changes.run))
  }

  function attempt(what: string, work: Promise<unknown>): void {
    work.catch((error: unknown) =>
      log.error({ error: String(error) }, `Discord: could not ${what}`),
    )
  }

  return {
    /**
     * A conversation's messages go to this channel from now on: what was written in it before that was known is kept.
     * False when that could not be read. Before Discord is heard at all that is left to the reading of what was missed.
     */
    begun: async (channel: string) => self === null || missed.begun(channel),
    async start(): Promise<void> {
      await database.intake.forget(clock.now() - REMEMBERED, 10_000)
      await connection.start()
      await notes.begin()
    },
    async stop(): Promise<void> {
      ending.abort()
      await connection.stop()
      clearInterval(looking)
      await commanding.stop()
      await missed.stop()
      await changes.stop()
      await listening.stop()
      await taking.stop()
      await notes.stop()
    },
  }
}
