import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import type { Logger } from 'pino'
import { WebSocketServer, type WebSocket } from 'ws'
import type { Clock, Coordination } from '../../ports.ts'
import { clientAddress } from '../client-address.ts'
import { refuseUpgrade } from '../http-upgrades.ts'
import type { Connection, Line } from './connection.ts'
import { mayShow, notHere, type WidgetDoor } from './door.ts'
import { networkLimits, type Limits } from './limits.ts'
import { lineOver } from './line.ts'

interface Deps {
  readonly doorOf: (inbox: string) => WidgetDoor | null
  readonly baseUrl: string
  readonly proxies: number
  readonly coordination: Coordination
  readonly clock: Clock
  readonly log: Logger
  readonly limits: Limits
  /** Begins a connection over the line. */
  readonly connect: (line: Line, inbox: string, ip: string) => Connection
}

interface Open {
  readonly connection: Connection
  readonly line: Line
  readonly since: number
  /** Gave a sign of life since the last sweep. */
  alive: boolean
}

const PATH = /^\/widget\/v1\/([^/?]+)\/socket(?:\?|$)/

/** The widget's WebSockets: who may open one, and which of them still live. */
export function createSockets(deps: Deps) {
  const { clock, log, limits, baseUrl, proxies } = deps
  const server = new WebSocketServer({
    noServer: true,
    clientTracking: false,
    // With it each connection would take some 200 KB more.
    perMessageDeflate: false,
    maxPayload: limits.frame,
  })
  const open = new Map<WebSocket, Open>()
  const timer = setInterval(sweep, limits.heartbeat).unref()

  /** Takes requests for `/widget/v1/:inbox/socket`. */
  function upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): boolean {
    const [, inbox] = PATH.exec(request.url ?? '') ?? []
    if (inbox === undefined) return false
    const door = deps.doorOf(inbox)
    if (!door) refuseUpgrade(socket, 404, 'Not Found', 'There is no inbox of this name.')
    else if (!mayShow(door, request, baseUrl)) {
      refuseUpgrade(socket, 403, 'Forbidden', notHere(request))
    } else accept(request, socket, head, door).catch(failed)
    return true
  }

  async function accept(request: IncomingMessage, socket: Duplex, head: Buffer, door: WidgetDoor) {
    const from = clientAddress(request, proxies)
    const { id } = door.inbox
    const limit = networkLimits(door).sockets
    if (!(await deps.coordination.take(`widget socket ${id} ${from}`, limit))) {
      return refuseUpgrade(
        socket,
        429,
        'Too Many Requests',
        'Too many connections from your network.',
      )
    }
    // It may have gone while we looked.
    if (socket.destroyed) return
    server.handleUpgrade(request, socket, head, (opened) => begin(opened, id, from))
  }

  function begin(socket: WebSocket, inbox: string, from: string) {
    const line = lineOver(socket, limits.behind)
    const connection = deps.connect(line, inbox, from)
    const entry: Open = { connection, line, since: clock.now(), alive: true }
    open.set(socket, entry)

    socket.on('message', (data, isBinary) => {
      entry.alive = true
      if (isBinary) line.goodbye('Frames are text.', false)
      else if (line.isOpen) connection.hear(asText(data))
    })
    socket.on('pong', () => (entry.alive = true))
    // Too large, not UTF-8, broken off: ws closes it with the right code.
    socket.on('error', ({ message }) => log.debug({ reason: message }, 'a widget’s socket failed'))
    socket.once('close', () => open.delete(socket))
  }

  function sweep() {
    const now = clock.now()
    for (const [socket, entry] of open) {
      const isSilent = !entry.connection.hasGreeted() && now - entry.since >= limits.hello
      if (!entry.alive || isSilent) {
        socket.terminate()
        continue
      }
      entry.alive = false
      socket.ping()
    }
  }

  function failed(error: unknown) {
    log.error({ err: error }, 'a widget’s socket could not be opened')
  }

  /** Says goodbye to all, so that they come back in a moment, and waits up to `limit` ms for what they have just written. */
  async function stop(limit: number) {
    clearInterval(timer)
    const connections = [...open.values()]
    for (const { line } of connections) line.goodbye('Greenroom is restarting.', true)
    const tooLate = Promise.withResolvers<void>()
    const alarm = setTimeout(tooLate.resolve, limit)
    const done = Promise.all(connections.map(({ connection }) => connection.settled()))
    await Promise.race([done, tooLate.promise])
    clearTimeout(alarm)
  }

  return { upgrade, stop, count: () => open.size }
}

function asText(data: WebSocket.RawData): string {
  if (Array.isArray(data)) return Buffer.concat(data).toString()
  return Buffer.isBuffer(data) ? data.toString() : Buffer.from(data).toString()
}
