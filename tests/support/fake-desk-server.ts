import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import express from 'express'
import { WebSocketServer } from 'ws'
import type { WebSocket } from 'ws'
import type {
  DeskClientFrame,
  DeskPost,
  DeskServerFrame,
} from '../../src/adapters/desk/protocol.ts'
import type { Asked, FakeRoom } from './fake-desk-room.ts'

const PAGE = join(import.meta.dirname, '../../dist/web/desk')
const POSTS_A_PAGE = 100

/** As strict as the real desk's, so that a page that needs more fails here. */
const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob: https:; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

/** A server that speaks the desk's protocol about a room that the test moves. */
export interface FakeDesk {
  readonly url: string
  readonly room: FakeRoom
  /** All that pages sent, in order. */
  readonly heard: readonly DeskClientFrame[]
  /** How often a page has said hello. */
  hellos(): number
  /** Breaks every line; pages may come back at once. */
  drop(): void
  /** Nobody comes in until `open`. */
  shut(): void
  open(): void
  /** From now on what is asked is done, but nothing is said any more: as when a line breaks unnoticed. */
  fallSilent(): void
  /** Signs everyone out. */
  signOut(): void
  goodbye(error: string, again: boolean): void
  stop(): Promise<void>
}

export async function startFakeDesk(room: FakeRoom): Promise<FakeDesk> {
  const heard: DeskClientFrame[] = []
  const taken = new Map<string, DeskServerFrame>()
  const lines = new Set<Line>()
  let isShut = false
  let isSilent = false
  let signedIn = true

  const app = express()
  app.use('/desk', (_, response, next) => {
    if (signedIn) return next()
    response.status(401).send('You are not signed in.')
  })
  app.use(
    '/desk',
    express.static(PAGE, {
      setHeaders: (response) => response.set('content-security-policy', POLICY),
    }),
  )
  app.get('/desk/faces/:agent', (_, response) => void response.type('svg').send(FACE))
  app.get('/desk/file/:id', (_, response) => void response.type('svg').send(FACE))
  app.post('/desk/leave', (_, response) => {
    signedIn = false
    response.send('You are signed out.')
  })
  app.post('/desk/files', express.raw({ type: () => true, limit: '20mb' }), (request, response) => {
    const id = randomUUID()
    const body: unknown = request.body
    const file = {
      id,
      name: decodeURIComponent(request.get('x-file-name') ?? ''),
      type: request.get('content-type') ?? '',
      size: Buffer.isBuffer(body) ? body.length : 0,
      width: null,
      height: null,
      url: `/desk/file/${id}`,
    }
    room.files.set(id, file)
    response.json({ file })
  })

  const server = createServer(app)
  const sockets = new WebSocketServer({ noServer: true })
  server.on('upgrade', (request, socket, head) => {
    if (isShut || !signedIn) return void socket.destroy()
    sockets.handleUpgrade(request, socket, head, (ws) => {
      const line = openLine(
        ws,
        room,
        heard,
        (frame) => {
          const answer =
            taken.get(frame.id) ?? ({ type: 'done', id: frame.id, ...room.deed(frame) } as const)
          taken.set(frame.id, answer)
          return answer
        },
        () => isSilent,
      )
      lines.add(line)
      ws.on('close', () => lines.delete(line))
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  // A TCP server's address is never a string.
  const { port } = server.address() as AddressInfo

  const drop = () => {
    isSilent = false
    for (const line of lines) line.socket.terminate()
  }
  return {
    url: `http://127.0.0.1:${port}`,
    room,
    heard,
    hellos: () => heard.filter((frame) => frame.type === 'hello').length,
    drop,
    shut() {
      isShut = true
      drop()
    },
    open: () => void (isShut = false),
    fallSilent: () => void (isSilent = true),
    signOut() {
      signedIn = false
      drop()
    },
    goodbye(error, again) {
      for (const line of lines) line.send({ type: 'goodbye', error, again })
      drop()
    },
    async stop() {
      drop()
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

interface Line {
  readonly socket: WebSocket
  send(frame: DeskServerFrame): void
}

function openLine(
  socket: WebSocket,
  room: FakeRoom,
  heard: DeskClientFrame[],
  deed: (frame: Asked) => DeskServerFrame,
  isSilent: () => boolean,
): Line {
  const open = new Set<string>()
  let greeted = false
  const send = (frame: DeskServerFrame) => {
    if (!isSilent()) socket.send(JSON.stringify(frame))
  }
  const stop = room.onFrame((frame) => {
    const isElsewhere = frame.type === 'posts' && !open.has(frame.thread)
    if (greeted && !isElsewhere) send(frame)
    if (frame.type === 'posts' && isElsewhere) alerts(frame.thread, frame.posts)
  })
  const alerts = (thread: string, posts: readonly DeskPost[]) => {
    for (const post of posts) {
      if (post.kind === 'line' && post.for.includes(room.me.id)) {
        send({ type: 'alert', id: post.id, thread, at: post.at, text: post.text })
      }
    }
  }
  socket.on('close', stop)
  socket.on('message', (data) => {
    // The page and this fake share the protocol's types.
    const frame = JSON.parse(Buffer.isBuffer(data) ? data.toString() : '') as DeskClientFrame
    heard.push(frame)
    if ('id' in frame) return send(deed(frame))
    if (frame.type === 'hello') {
      greeted = true
      send({ type: 'world', ...room.world, now: Date.now() })
      send(threadsAfter(room, frame.cursor))
    }
    if (frame.type === 'open') {
      open.add(frame.thread)
      send(postsAfter(room, frame.thread, frame.change))
    }
    if (frame.type === 'shut') open.delete(frame.thread)
    if (frame.type === 'older') send(older(room, frame.thread, frame.before))
    if (frame.type === 'ping') send({ type: 'pong' })
  })
  return { socket, send }
}

function threadsAfter(room: FakeRoom, cursor: number | null): DeskServerFrame {
  const threads = [...room.threads.values()].filter((thread) => thread.change > (cursor ?? 0))
  return { type: 'threads', cursor: room.change, reset: cursor === null, threads }
}

function postsAfter(room: FakeRoom, thread: string, change: number | null): DeskServerFrame {
  const all = room.postsOf(thread)
  const posts =
    change === null ? all.slice(-POSTS_A_PAGE) : all.filter((post) => post.change > change)
  return { type: 'posts', thread, reset: change === null, posts, more: all.length > POSTS_A_PAGE }
}

function older(room: FakeRoom, thread: string, before: number): DeskServerFrame {
  const all = room.postsOf(thread).filter((post) => post.position < before)
  return { type: 'older', thread, posts: all.slice(-POSTS_A_PAGE), more: all.length > POSTS_A_PAGE }
}

const FACE = `<svg xmlns="http://www.w3.org/2000/svg" width="40" height="40" viewBox="0 0 40 40"><rect width="40" height="40" fill="#f3c6a5"/><circle cx="20" cy="16" r="8" fill="#7c4a2d"/><path d="M6 40c2-11 8-15 14-15s12 4 14 15z" fill="#7c4a2d"/></svg>`
