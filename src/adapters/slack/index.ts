import type { Router } from 'express'
import type { Logger } from 'pino'
import type { Command } from '../../commands/command.ts'
import type { Settings, SlackSecrets } from '../../config.ts'
import type { FileRef } from '../../conversation/message.ts'
import type { Clock, Database, TeamChat, TeamInbox } from '../../ports.ts'
import type { Line, Parsed } from '../../routing/interpret.ts'
import type { Files } from '../files.ts'
import { slackChannels } from './channels.ts'
import type { Connection } from './connection.ts'
import { createGateway } from './gateway.ts'
import type { Identity } from './identity.ts'
import { slackNotices } from './notices.ts'
import { slackOutgoing } from './outgoing.ts'
import { overHttp } from './over-http.ts'
import { overSocket } from './over-socket.ts'
import { slackPeople } from './people.ts'
import type { Rate } from './rates.ts'
import { runSlack } from './running.ts'
import type { Running } from './running.ts'
import { slackStates } from './states.ts'

export interface SlackDeps {
  readonly settings: () => Settings
  readonly database: Database
  readonly clock: Clock
  readonly log: Logger
  readonly files: Pick<Files, 'receive' | 'url'>
  readonly commands: readonly Command[]
  /** What a line in a thread is. */
  readonly interpret: (line: string) => Line
  /** A command by its own text, `/name arg…`. */
  readonly parse: (line: string) => Parsed
  /** Where people find this server: files are read there. */
  readonly baseUrl: string
  readonly secrets: SlackSecrets
  /** A state that passes within so many ms is not drawn. */
  readonly settle?: number
  /** How often Slack takes what; its own rates by default. */
  readonly rate?: (method: string) => Rate
}

export interface Slack extends TeamChat {
  readonly routes?: Router
}

const SETTLE = 2_000
const ADDRESS = 7 * 86_400_000

/** Slack as a team chat: a conversation is a thread under its card. */
export function createSlack(deps: SlackDeps): Slack {
  const { settings, database, clock, log, files, secrets } = deps
  let self: Identity | null = null
  let running: Running | null = null

  const gateway = createGateway({
    token: secrets.botToken,
    apiUrl: secrets.apiUrl,
    clock,
    log,
    ...(deps.rate ? { rate: deps.rate } : {}),
  })
  const channels = slackChannels(gateway)
  const people = slackPeople({
    settings,
    people: database.people,
    gateway,
    clock,
    team: () => self?.team ?? null,
  })
  const notices = slackNotices({ gateway, store: database.store })
  const states = slackStates({
    store: database.store,
    gateway,
    notices,
    clock,
    log,
    settle: deps.settle ?? SETTLE,
  })
  const outgoing = slackOutgoing({
    settings,
    database,
    gateway,
    channels,
    clock,
    log,
    commands: deps.commands,
    states,
    drawing: {
      userOf: people.userOf,
      address: (file: FileRef) => new URL(files.url(file, ADDRESS), deps.baseUrl).href,
    },
    opened: (channel, ts) => running?.opened(channel, ts),
  })
  const connection = connect()

  function connect(): Connection {
    const hear = async (body: unknown) => {
      if (!running) throw new Error('Greenroom is not ready to hear Slack.')
      return running.hear(body)
    }
    const connected = () => running?.connected()
    if (secrets.mode === 'http')
      return overHttp({ signingSecret: secrets.signingSecret, log, hear, connected })
    return overSocket({
      appToken: secrets.appToken,
      apiUrl: secrets.apiUrl,
      log,
      hear,
      connected,
    })
  }

  async function start(inbox: TeamInbox): Promise<void> {
    running = runSlack({
      ...deps,
      inbox,
      gateway,
      channels,
      people,
      notices,
      connection,
      self: () => self,
      met: (one) => {
        self = one
      },
    })
    await running.start()
  }

  return {
    name: 'slack',
    start,
    ...outgoing,
    ...(connection.routes ? { routes: connection.routes } : {}),
    async stop() {
      const ending = running
      running = null
      await ending?.stop()
      await gateway.stop()
      await outgoing.stop()
      await states.stop()
    },
  }
}
