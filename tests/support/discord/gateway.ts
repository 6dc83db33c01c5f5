import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { WebSocketServer } from 'ws'
import type { WebSocket } from 'ws'
import type { JsonObject } from '../slack/json.ts'
import { createConnection } from './connection.ts'
import type { Connection } from './connection.ts'
import { identify, resume, sendMembers } from './handshake.ts'
import { createCounter } from './limits.ts'
import type { Limits } from './limits.ts'
import type { Happening, Office } from './office.ts'
import { createSessions } from './sessions.ts'
import type { Session } from './sessions.ts'
import type { Weather } from './weather.ts'

export interface Gateway {
  /** How many are connected. */
  readonly count: number
  /** Sessions that hear, or that could still be resumed. */
  readonly sessions: number
  /** How often an app has identified, and how often it has resumed. */
  readonly identified: number
  readonly resumed: number
  readonly heartbeats: number
  /** What `session_start_limit` says is left. */
  readonly startsLeft: number
  /** The network breaks: no goodbye. */
  drops(): void
  /** Discord asks for a new connection (opcode 7), and closes. */
  reconnects(): void
  /** Discord gives the session up (opcode 9); if `resumable` the app may resume it. */
  invalidates(resumable?: boolean): void
  /** Discord closes with this code: 4000 to 4014. */
  closes(code: number): void
  /** From now on no session that is there can be resumed: what happens until the next identify is missed. */
  forgets(): void
  /** The connections stay open, and yet nothing passes through any more. */
  goesDeaf(): void
  /** Sends the last events once more, with the numbers that they had. */
  redelivers(count?: number): void
  /** Tells the app, as the weather is. */
  tell(happening: Happening): void
  /** Gives an interaction to whoever is connected; false if nobody is. */
  ask(d: JsonObject): boolean
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void
  /** Resolves when the app has got all that was under way. */
  settled(): Promise<void>
  stop(): Promise<void>
}

const START = ['READY', 'GUILD_CREATE', 'RESUMED']

export function createGateway(
  office: Office,
  weather: Weather,
  given: {
    readonly limits: () => Limits
    readonly heartbeat: number
    readonly resumable: number
  },
): Gateway {
  const server = new WebSocketServer({ noServer: true, perMessageDeflate: false })
  const sessions = createSessions(office, given.resumable)
  const counter = createCounter(office.clock)
  const door = { office, sessions, counter, limits: given.limits }
  const open = new Set<Connection>()
  const gathered: Happening[] = []
  const delayed = new Set<Promise<void>>()
  const counts = { identified: 0, resumed: 0, heartbeats: 0 }

  function welcome(socket: WebSocket, request: IncomingMessage) {
    const url = new URL(request.url ?? '/', office.url)
    if (url.searchParams.get('v') !== '10') return socket.close(4012, 'Invalid API version.')
    let session: Session | undefined
    const key = office.id()
    const compressed = url.searchParams.get('compress') === 'zlib-stream'
    const connection = createConnection(socket, given.heartbeat, compressed, {
      heard(op, d) {
        const { sends } = given.limits()
        if (sends && counter.take(key, sends).left < 0)
          return connection.close(4008, 'Rate limited.')
        session = hear(connection, session, op, d)
        office.changed()
      },
      closed(code) {
        open.delete(connection)
        counts.heartbeats += connection.beats
        if (session) lose(session, connection, code)
        office.changed()
      },
    })
    open.add(connection)
    office.changed()
  }

  function hear(connection: Connection, session: Session | undefined, op: number, d: unknown) {
    if (op === 2 || op === 6) {
      if (session) {
        connection.close(4005, 'Already authenticated.')
        return session
      }
      const begun = op === 2 ? identify(door, connection, d) : resume(door, connection, d)
      if (begun) counts[op === 2 ? 'identified' : 'resumed'] += 1
      return begun
    }
    if (op !== 3 && op !== 4 && op !== 8) connection.close(4001, 'Unknown opcode.')
    else if (!session) connection.close(4003, 'Not authenticated.')
    else if (op === 8) sendMembers(door, session, d)
    return session
  }

  function lose(session: Session, connection: Connection, code: number) {
    if (session.connection !== connection) return
    session.connection = null
    session.lostAt = office.clock.now()
    if (code === 1000 || code === 1001 || session.forgotten) sessions.end(session)
  }

  function start(happening: Happening) {
    const { lost, delay } = weather.events
    if (lost > 0 && office.chance.happens(lost)) return
    const [low, high] = delay
    if (high <= 0) return deliver(happening)
    const wait = new Promise<void>((resolve) => {
      office.clock.after(office.chance.between(low, high), () => {
        deliver(happening)
        resolve()
      })
    })
    delayed.add(wait)
    void wait.finally(() => delayed.delete(wait))
  }

  function deliver(happening: Happening) {
    sessions.tell(happening)
    const { twice } = weather.events
    if (twice > 0 && office.chance.happens(twice)) gateway.redelivers(1)
  }

  const gateway: Gateway = {
    get count() {
      return open.size
    },
    get sessions() {
      return sessions.all.length
    },
    get identified() {
      return counts.identified
    },
    get resumed() {
      return counts.resumed
    },
    get heartbeats() {
      return [...open].reduce((all, one) => all + one.beats, counts.heartbeats)
    },
    get startsLeft() {
      const { starts } = given.limits()
      return starts ? Math.max(0, counter.look('starts', starts).left) : 1000
    },
    drops: () => open.forEach((one) => one.drop()),
    reconnects() {
      for (const one of open) {
        one.send({ op: 7, d: null, s: null, t: null })
        office.clock.after(5000, () => one.close(4000))
      }
    },
    invalidates(resumable = false) {
      for (const session of resumable ? [] : [...sessions.all]) sessions.end(session)
      for (const one of open) one.send({ op: 9, d: resumable, s: null, t: null })
    },
    closes: (code) => open.forEach((one) => one.close(code)),
    forgets() {
      for (const session of sessions.all) session.forgotten = true
      for (const session of sessions.all.filter((one) => !one.connection)) sessions.end(session)
    },
    goesDeaf() {
      for (const one of open) one.deaf = true
    },
    redelivers(count = 1) {
      for (const { frames, connection } of sessions.all) {
        const events = frames.filter(({ t }) => !START.includes(String(t)))
        for (const frame of events.slice(-count)) connection?.send(frame)
      }
    },
    tell(happening) {
      const { shuffle } = weather.events
      if (shuffle < 2 && gathered.length === 0) return start(happening)
      gathered.push(happening)
      if (gathered.length < shuffle) return
      for (const one of office.chance.shuffled(gathered.splice(0))) start(one)
    },
    ask(d) {
      sessions.tell({ t: 'INTERACTION_CREATE', d, intent: null })
      return sessions.all.some(({ connection }) => connection?.open && !connection.deaf)
    },
    upgrade(request, socket, head) {
      server.handleUpgrade(request, socket, head, (one) => welcome(one, request))
    },
    async settled() {
      for (const one of office.chance.shuffled(gathered.splice(0))) start(one)
      while (delayed.size > 0) await Promise.all(delayed)
      await Promise.all([...open].map(async (one) => one.beaten()))
    },
    async stop() {
      for (const one of open) one.drop()
      await new Promise<void>((resolve) => server.close(() => resolve()))
    },
  }
  return gateway
}
