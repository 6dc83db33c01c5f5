import { randomUUID } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { WebSocketServer } from 'ws'
import type { RawData, WebSocket } from 'ws'
import { ACK_TIME } from './envelope.ts'
import type { Attempt, Envelope, Transport } from './envelope.ts'
import { isObject, parseJson, stringAt } from './json.ts'
import type { Office } from './office.ts'

const MOST_CONNECTIONS = 10
const WARNING_AHEAD = 10_000
const PING_EVERY = 5000

export interface Sockets extends Transport {
  /** A URL that one connection may use. */
  ticket(): string
  /** Takes the upgrade if its ticket is good. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void
  /** How many are connected. */
  readonly count: number
  /** The network breaks: no goodbye. */
  drops(): void
  /** Slack says that a refresh is near, and closes some 10 s later. */
  warns(): void
  /** Slack asks for a new connection, and closes. */
  refreshes(): void
  /** Socket Mode was switched off in the app's settings. */
  disablesLink(): void
  stop(): Promise<void>
}

/** Socket Mode: each payload goes to any one of the connections. */
export function createSockets(office: Office): Sockets {
  const server = new WebSocketServer({ noServer: true, perMessageDeflate: false })
  const tickets = new Set<string>()
  const open = new Set<WebSocket>()
  const awaited = new Map<
    string,
    { readonly by: WebSocket; readonly settle: (one: Attempt) => void }
  >()

  const pings = setInterval(() => {
    for (const socket of open) socket.ping()
  }, PING_EVERY)
  pings.unref()

  function welcome(socket: WebSocket) {
    socket.on('error', () => socket.terminate())
    if (open.size >= MOST_CONNECTIONS) {
      dismiss(socket, 'too_many_websockets')
      return socket.close()
    }
    open.add(socket)
    socket.on('message', (data) => hear(data))
    socket.on('close', () => forget(socket))
    socket.send(
      JSON.stringify({
        type: 'hello',
        num_connections: open.size,
        connection_info: { app_id: office.app.id },
        debug_info: { host: 'fake', approximate_connection_time: 18_060 },
      }),
    )
    office.changed()
  }

  function hear(data: RawData) {
    // Text frames arrive as one Buffer, since fragments are put together by default.
    const answer = Buffer.isBuffer(data) ? parseJson(data.toString('utf8')) : undefined
    const waiting = awaited.get(stringAt(answer, 'envelope_id') ?? '')
    const payload = isObject(answer) ? answer['payload'] : undefined
    const bare = isObject(payload) && Object.keys(payload).length === 0
    waiting?.settle({ ok: true, body: bare ? null : (payload ?? null) })
  }

  function forget(socket: WebSocket) {
    open.delete(socket)
    for (const { by, settle } of awaited.values()) {
      if (by === socket) settle({ ok: false, reason: 'connection_failed', noRetry: false })
    }
    office.changed()
  }

  async function send(envelope: Envelope): Promise<Attempt> {
    const ready = [...open].filter((socket) => socket.readyState === socket.OPEN)
    const socket = office.chance.pick(ready)
    if (!socket) return { ok: false, reason: 'connection_failed', noRetry: false }
    const id = randomUUID()
    return new Promise<Attempt>((resolve) => {
      const callOff = office.clock.after(ACK_TIME, () => {
        settle({ ok: false, reason: 'timeout', noRetry: false })
      })
      const settle = (attempt: Attempt) => {
        callOff()
        awaited.delete(id)
        resolve(attempt)
      }
      awaited.set(id, { by: socket, settle })
      socket.send(JSON.stringify(frameOf(id, envelope)))
    })
  }

  function dismissAll(reason: string, closeAfter: number) {
    for (const socket of open) {
      dismiss(socket, reason)
      office.clock.after(closeAfter, () => socket.close())
    }
  }

  return {
    get count() {
      return open.size
    },
    send,
    ticket() {
      const ticket = randomUUID()
      tickets.add(ticket)
      return `${office.url.replace('http', 'ws')}/link/?ticket=${ticket}&app_id=${office.app.id}`
    },
    upgrade(request, socket, head) {
      const ticket = new URL(request.url ?? '/', office.url).searchParams.get('ticket') ?? ''
      if (tickets.delete(ticket)) server.handleUpgrade(request, socket, head, welcome)
      else socket.destroy()
    },
    drops() {
      for (const socket of open) socket.terminate()
    },
    warns: () => dismissAll('warning', WARNING_AHEAD),
    refreshes: () => dismissAll('refresh_requested', 0),
    disablesLink: () => dismissAll('link_disabled', 0),
    async stop() {
      clearInterval(pings)
      for (const socket of open) socket.terminate()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

function dismiss(socket: WebSocket, reason: string) {
  socket.send(JSON.stringify({ type: 'disconnect', reason, debug_info: { host: 'fake' } }))
}

function frameOf(id: string, { type, payload, attempt, reason }: Envelope) {
  return {
    envelope_id: id,
    type,
    payload,
    accepts_response_payload: type !== 'events_api',
    ...(type === 'events_api' ? { retry_attempt: attempt, retry_reason: reason ?? '' } : {}),
  }
}
