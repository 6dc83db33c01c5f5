import type { Router } from 'express'
import type { Logger } from 'pino'
import type { Command } from '../../commands/command.ts'
import type { Settings, SlackSecrets } from '../../config.ts'
import type { Conversation } from '../../conversation/conversation.ts'
import type { FileRef } from '../../conversation/message.ts'
import type { Clock, Database, Elsewhere, TeamChat, TeamInbox } from '../../ports.ts'
import type { Line, Parsed } from '../../routing/interpret.ts'
import type { Files } from '../files.ts'
import { slackChannels } from './channels.ts'
import { slackChoosing } from './choosing.ts'
import type { Connection } from './connection.ts'
import { createGateway } from './gateway.ts'
import { givenMembers } from '../chats/given-members.ts'
import { slackGroups } from './groups.ts'
import type { Identity } from './identity.ts'
import { addressOfThread, threadLinks } from './links.ts'
import { slackLosses } from './losses.ts'
import { slackMending } from './mending.ts'
import { slackNotices } from './notices.ts'
import { slackOutgoing } from './outgoing.ts'
import { overHttp } from './over-http.ts'
import { overSocket } from './over-socket.ts'
import { slackPeople } from './people.ts'
import { ratesAt } from './rates.ts'
import type { Rate } from './rates.ts'
import { responding } from './responding.ts'
import { remembered } from '../chats/remembered.ts'
import { withWhispers } from '../chats/with-whispers.ts'
import { runSlack } from './running.ts'
import type { Running } from './running.ts'
import { slackShares } from './shares.ts'
import { slackStates } from './states.ts'
import { slackWhispers } from './whispering.ts'
import { slackUploads } from './uploads.ts'
import { withSlackReactions } from './with-reactions.ts'
import { withUploads } from './with-uploads.ts'

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
const ADDRESS = 7 * 86_400_000

/** Slack as a team chat: a conversation is a thread under its card. */
export function createSlack(deps: SlackDeps): Slack {
  const { settings, database, clock, log, files, secrets } = deps
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
    rate: deps.rate ?? ratesAt(secrets.pace),
  })
  const channels = slackChannels({ gateway, losses, feed: database.feed })
  const groups = slackGroups({ settings, gateway, clock, log })
  const byGroup = givenMembers({
    chat: 'slack',
    what: 'Slack user group',
    database,
    standingOf: groups.standingOf,
    clock,
    peopleChanged: deps.peopleChanged,
  })
  const people = slackPeople({
    settings,
    people: database.people,
    gateway,
    clock,
    team: () => self?.team ?? null,
    byGroup,
  })
  const linkTo = threadLinks(database.store, () => self?.workspace ?? null)
  const respond = responding(secrets.apiUrl)
  const notices = slackNotices({ gateway, store: database.store, linkTo, respond })
  const settle = deps.settle ?? SETTLE
  const states = slackStates({
    store: database.store,
    gateway,
    notices,
    clock,
    log,
    settle,
  })
  const shares = slackShares(gateway, deps.patience ?? PATIENCE)
  const uploads = slackUploads({
    feed: database.feed,
    store: database.store,
    gateway,
    files,
    shares,
  })
  const reasons = remembered<string>(5_000)
  const plain = slackOutgoing({
    settings,
    database,
    gateway,
    choosing: slackChoosing({ settings, channels, gateway, losses }),
    losses,
    clock,
    log,
    commands: deps.commands,
    whereabouts: deps.whereabouts,
    states,
    drawing: {
      userOf: people.userOf,
      address: (file: FileRef) => new URL(files.url(file, ADDRESS), deps.baseUrl).href,
      why: ({ id }: FileRef) => reasons.get(id) ?? null,
    },
    meet: people.meet,
    opened: (channel, ts) => running?.opened(channel, ts),
  })
  const uploading = withUploads(plain, {
    uploads,
    people: database.people,
    left: (file, reason) => reasons.set(file, reason),
  })
  const whispers = slackWhispers({
    store: database.store,
    gateway,
    people,
    notices,
    losses,
    clock,
  })
  const outgoing = withSlackReactions(withWhispers(uploading, whispers), {
    database,
    gateway,
    clock,
    log,
    settle,
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
  const connection = connect()

  function connect(): Connection {
    const hear = async (body: unknown) => {
      if (!running) throw new Error('Greenroom is not ready to hear Slack.')
      return running.hear(body)
    }
    const opening = () => running?.opening()
    const connected = () => running?.connected()
    if (secrets.mode === 'http')
      return overHttp({ signingSecret: secrets.signingSecret, log, hear, opening, connected })
    return overSocket({
      appToken: secrets.appToken,
      apiUrl: secrets.apiUrl,
      log,
      hear,
      opening,
      connected,
    })
  }

  async function start(given: TeamInbox): Promise<void> {
    inbox = given
    running = runSlack({
      ...deps,
      inbox: given,
      losses,
      conversationOf: plain.conversationOf,
      gateway,
      channels,
      people,
      byGroup: {
        changed() {
          groups.changed()
          return byGroup.changed()
        },
      },
      notices,
      linkTo,
      settle: deps.settle ?? SETTLE,
      connection,
      shares,
      self: () => self,
      met: (one) => {
        self = one
      },
    })
    await running.start()
    await plain.begin()
  }

  return {
    name: 'slack',
    whispers: true,
    start,
    ...outgoing,
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
      await states.stop()
    },
  }
}
