import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import type { Router } from 'express'
import type { Logger } from 'pino'
import type { Settings } from '../../config.ts'
import type { Conversation } from '../../conversation/conversation.ts'
import type {
  Clock,
  Coordination,
  Database,
  Member,
  VisitorChannel,
  VisitorInbox,
} from '../../ports.ts'
import type { Files } from '../files.ts'
import { createConnection, type Connection, type Line } from './connection.ts'
import { doorOf } from './door.ts'
import { createGuests } from './guests.ts'
import { createHistory } from './history.ts'
import { createIncoming } from './incoming.ts'
import { LIMITS, type Limits } from './limits.ts'
import { createOutgoing } from './outgoing.ts'
import { widgetRoutes } from './routes.ts'
import { createSockets } from './sockets.ts'
import { createTokens } from './tokens.ts'
import { createRoster } from './visitors.ts'

export interface WidgetDeps {
  /** As they are now. */
  readonly settings: () => Settings
  /** The address that people reach this server by, without a slash at its end. */
  readonly baseUrl: string
  /** The value of an environment variable that the settings name. */
  readonly secretNamed: (name: string) => string | null
  readonly database: Pick<Database, 'feed' | 'visitors' | 'people' | 'store'>
  readonly files: Files
  readonly coordination: Coordination
  readonly clock: Clock
  readonly log: Logger
  /** What the installation signs with. */
  readonly secret: string
  /** A member's picture as visitors may see it; without it there is none. */
  readonly picture?: (agent: Pick<Member, 'id'>) => string | null
  /** How many proxies of our own stand before us. */
  readonly proxies?: number
  readonly limits?: Partial<Limits>
  /** A conversation’s place in its team’s queue, from 1; null where it has none. */
  readonly queuePlace?: (conversation: Conversation) => Promise<number | null>
}

export interface Widget extends Required<VisitorChannel> {
  readonly routes: Router
  /** Takes requests for its WebSocket; false for any other. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): boolean
  /** How many sockets are open. */
  count(): number
}

/** How long a stop waits for what visitors have just written (ms). */
const LAST_WORDS = 5_000

/** The website widget: a durable feed for each visitor, over WebSocket or plain HTTP. */
export function createWidget(deps: WidgetDeps): Widget {
  const {
    database,
    files,
    coordination,
    clock,
    log,
    secret,
    baseUrl,
    proxies = 0,
    picture = () => null,
  } = deps
  const { feed, store, visitors, people } = database
  const limits: Limits = { ...LIMITS, ...deps.limits }
  let road: VisitorInbox | null = null

  const door = (inbox: string) => doorOf(deps.settings(), inbox)
  const inbox = () => road ?? stopped
  const tokens = createTokens(secret, clock, limits.session)
  const roster = createRoster({
    visitors,
    tokens,
    coordination,
    clock,
    secret,
    secretNamed: deps.secretNamed,
  })
  const history = createHistory(feed, (file) => files.url(file, limits.link), limits)
  const incoming = createIncoming({ inbox, roster, store, files, coordination, limits })
  const guests = createGuests({
    doorOf: door,
    inbox,
    tokens,
    roster,
    history,
    incoming,
    feed,
    store,
    coordination,
    clock,
    limits,
    queuePlace: deps.queuePlace,
    failed: (error) => log.warn({ err: error }, 'small news of a visitor was lost'),
  })
  const sockets = createSockets({
    doorOf: door,
    baseUrl,
    proxies,
    coordination,
    clock,
    log,
    limits,
    connect,
  })

  function connect(line: Line, inboxId: string, from: string): Connection {
    return createConnection({
      line,
      limits,
      admit: ({ token }, hear) =>
        guests.admit({ inbox: inboxId, ip: from, token, hear, onClose: line.onClose }),
      failed(error) {
        log.error({ err: error, inbox: inboxId }, 'a widget’s connection failed')
        line.goodbye('Something went wrong on our side. One moment, please.', true)
      },
    })
  }

  return {
    name: 'widget',
    capabilities: { receipts: 'seen', echo: true },
    start(to) {
      road = to
      return Promise.resolve()
    },
    ...createOutgoing({ feed, roster, coordination }),
    stop: () => sockets.stop(LAST_WORDS),
    routes: widgetRoutes({
      doorOf: door,
      baseUrl,
      proxies,
      roster,
      tokens,
      history,
      incoming,
      files,
      people,
      picture,
      coordination,
      clock,
      limits,
    }),
    upgrade: sockets.upgrade,
    count: sockets.count,
  }
}

/** Before the start there is no road to bring anything to. */
const stopped: VisitorInbox = {
  arrived: () => Promise.reject(new Error('The widget has not started.')),
  signalled: () => Promise.reject(new Error('The widget has not started.')),
}
