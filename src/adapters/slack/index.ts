import type { Router } from 'express'
import type { Logger } from 'pino'
import type { Command } from '../../commands/command.ts'
import type { Settings, SlackSecrets } from '../../config.ts'
import type { Conversation } from '../../conversation/conversation.ts'
import type { Clock, Database, Elsewhere, TeamChat, TeamInbox } from '../../ports.ts'
import type { Line, Parsed } from '../../routing/interpret.ts'
import type { Files } from '../files.ts'
import { slackChannels } from './channels.ts'
import { connecting } from './connecting.ts'
import { createGateway } from './gateway.ts'
import type { Identity } from './identity.ts'
import { addressOfThread, threadLinks } from './links.ts'
import { slackLosses } from './losses.ts'
import { slackMembers } from './members.ts'
import { slackMending } from './mending.ts'
import { slackNotices } from './notices.ts'
import { ratesAt } from './rates.ts'
import type { Rate } from './rates.ts'
import { parsePosts, parseThread } from './refs.ts'
import { responding } from './responding.ts'
import { runSlack } from './running.ts'
import type { Running } from './running.ts'
import { showing } from './showing.ts'

export interface SlackDeps {
  readonly settings: () => Settings
  readonly database: Database
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
  readonly secrets: SlackSecrets
  /** Says what a person must mend before all reaches Slack; null when all is well. */
  readonly trouble?: (text: string | null) => void
  /** Says that something which was done in Slack could not be taken. */
  readonly notTaken?: (text: string) => void
  /** What waited for a person can go out. */
  readonly goOn?: () => void
  /** Ms within which an uploaded file is to be shown by Slack, or it is a link as well. */
  readonly patience?: number
  /** A state that passes within so many ms is not drawn. */
  readonly settle?: number
  /** How often Slack takes what; its own rates by default. */
  readonly rate?: (method: string) => Rate
}

export interface Slack extends TeamChat {
  readonly routes?: Router
  /** Looks at what waits by the settings as they now are. */
  settingsChanged(): void
}

const SETTLE = 2_000
const PATIENCE = 8_000

/** Slack as a team chat: a conversation is a thread under its card. */
export function createSlack(deps: SlackDeps): Slack {
  const { settings, database, clock, log, secrets } = deps
  const { settle = SETTLE, patience = PATIENCE, rate = ratesAt(secrets.pace) } = deps
  let self: Identity | null = null
  let running: Running | null = null
  let inbox: TeamInbox | null = null

  const losses = slackLosses({ clock, changed: (loss, isLost) => mending.changed(loss, isLost) })
  const gateway = createGateway({
    token: secrets.botToken,
    apiUrl: secrets.apiUrl,
    clock,
    log,
    losses,
    rate,
  })
  const channels = slackChannels({ gateway, losses, feed: database.feed })
  const { people, groupsChanged } = slackMembers({
    ...deps,
    gateway,
    team: () => self?.team ?? null,
  })
  const linkTo = threadLinks(database.store, () => self?.workspace ?? null)
  const respond = responding(secrets.apiUrl)
  const notices = slackNotices({ gateway, store: database.store, linkTo, respond })
  const { begin, conversationOf, shares, ...outgoing } = showing({
    ...deps,
    patience,
    settle,
    gateway,
    channels,
    losses,
    people,
    notices,
    opened: (channel, ts) => running?.opened(channel, ts),
  })
  const mending = slackMending({
    settings,
    losses,
    gateway,
    channels,
    people,
    database,
    inbox: () => inbox,
    log,
    trouble: deps.trouble ?? (() => undefined),
    goOn: deps.goOn ?? (() => undefined),
  })
  const connection = connecting({
    secrets,
    log,
    async hear(body) {
      if (!running) throw new Error('Greenroom is not ready to hear Slack.')
      return running.hear(body)
    },
    opening: () => running?.opening(),
    connected: () => running?.connected(),
  })

  return {
    name: 'slack',
    whispers: true,
    ...outgoing,
    holds: (thread, post) => parseThread(thread)?.channel === parsePosts(post)?.channel,
    async start(given) {
      inbox = given
      running = runSlack({
        ...deps,
        inbox: given,
        losses,
        conversationOf,
        gateway,
        channels,
        people,
        groupsChanged,
        notices,
        linkTo,
        settle,
        connection,
        shares,
        self: () => self,
        met: (one) => {
          self = one
        },
      })
      await running.start()
      await begin()
    },
    refresh(thread, conversation) {
      running?.changed(conversation)
      return outgoing.refresh(thread, conversation)
    },
    linkTo: async (thread) => addressOfThread(thread, self?.workspace ?? null),
    ...(connection.routes ? { routes: connection.routes } : {}),
    settingsChanged: mending.settingsChanged,
    async stop() {
      const ending = running
      running = null
      shares.stop()
      await ending?.stop()
      await mending.stop()
      await gateway.stop()
      await outgoing.stop()
    },
  }
}
