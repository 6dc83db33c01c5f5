import { constants, createDeflate } from 'node:zlib'
import type { RawData, WebSocket } from 'ws'
import { isObject, parseJson } from '../slack/json.ts'
import type { JsonObject } from '../slack/json.ts'

const LONGEST = 4096

/** One socket of the gateway, with its heart. Times here are the machine's own. */
export interface Connection {
  send(payload: JsonObject): void
  close(code: number, reason?: string): void
  /** The network breaks: no goodbye. */
  drop(): void
  /** While true nothing is heard and nothing is said, and yet it stays open. */
  deaf: boolean
  /** Resolves when the app has answered a heartbeat that it was asked for, or after a second. */
  beaten(): Promise<void>
  readonly open: boolean
  /** Heartbeats that came. */
  readonly beats: number
}

export interface Ears {
  /** Something came that is no heartbeat. */
  heard(op: number, d: unknown): void
  /** It is over; 1000 and 1001 mean that the app wants no more of the session. */
  closed(code: number): void
}

/** Speaks the gateway's frames: hello, heartbeats, and JSON, in a zlib stream if that is asked for. */
export function createConnection(
  socket: WebSocket,
  heartbeat: number,
  compressed: boolean,
  ears: Ears,
): Connection {
  const write = compressed ? zlibWriter(socket) : (text: string) => socket.send(text)
  let beats = 0
  let beaten = Promise.withResolvers<void>()
  let pulse = setTimeout(tooLate, heartbeat * 2)
  pulse.unref()

  function tooLate() {
    connection.close(4000, 'No heartbeat')
  }

  function beat() {
    beats += 1
    clearTimeout(pulse)
    pulse = setTimeout(tooLate, heartbeat * 2)
    pulse.unref()
    connection.send({ op: 11, d: null, s: null, t: null })
    beaten.resolve()
    beaten = Promise.withResolvers()
  }

  function hear(data: RawData) {
    if (connection.deaf) return
    // Text frames arrive as one Buffer, since fragments are put together by default.
    const bytes = Buffer.isBuffer(data) ? data : Buffer.alloc(0)
    const frame = bytes.length > LONGEST ? undefined : parseJson(bytes.toString('utf8'))
    if (!isObject(frame)) return connection.close(4002, 'Error while decoding payload.')
    if (frame['op'] === 1) return beat()
    ears.heard(Number(frame['op']), frame['d'])
  }

  socket.on('error', () => socket.terminate())
  socket.on('message', hear)
  socket.on('close', (code) => {
    clearTimeout(pulse)
    beaten.resolve()
    ears.closed(code)
  })

  const connection: Connection = {
    deaf: false,
    get open() {
      return socket.readyState === socket.OPEN
    },
    get beats() {
      return beats
    },
    send(payload) {
      if (connection.deaf || socket.readyState !== socket.OPEN) return
      write(JSON.stringify(payload))
    },
    close: (code, reason) => socket.close(code, reason),
    drop: () => socket.terminate(),
    async beaten() {
      const { promise } = beaten
      connection.send({ op: 1, d: null, s: null, t: null })
      const late = new Promise((resolve) => setTimeout(resolve, 1000).unref())
      if (connection.open && !connection.deaf) await Promise.race([promise, late])
    },
  }
  connection.send({ op: 10, d: { heartbeat_interval: heartbeat }, s: null, t: null })
  return connection
}

/** `compress=zlib-stream`: one stream for the whole connection, flushed after each frame. */
function zlibWriter(socket: WebSocket): (text: string) => void {
  const deflate = createDeflate({ flush: constants.Z_SYNC_FLUSH })
  const chunks: Buffer[] = []
  deflate.on('data', (chunk: Buffer) => chunks.push(chunk))
  async function squeeze(text: string, before: Promise<void>) {
    await before
    await new Promise<void>((resolve) => deflate.write(text, () => resolve()))
    await new Promise<void>((resolve) => deflate.flush(() => resolve()))
    if (socket.readyState === socket.OPEN) socket.send(Buffer.concat(chunks.splice(0)))
  }
  let last = Promise.resolve()
  return (text) => {
    last = squeeze(text, last)
  }
}
