import { randomUUID } from 'node:crypto'
import { EventEmitter, once } from 'node:events'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { join } from 'node:path'
import express, { type Request } from 'express'
import { WebSocketServer, type WebSocket } from 'ws'
import type {
  ClientFrame,
  PublicFile,
  ServerFrame,
  Settings,
  WidgetMessage,
} from '../../src/adapters/widget/protocol.ts'
import { textContent } from '../../src/conversation/message.ts'
import { createFakeInbox, type FakeVisitor } from './fake-widget-inbox.ts'

const built = join(import.meta.dirname, '../../dist/web')

const defaults: Settings = {
  inbox: 'demo',
  name: 'Studio Marlow',
  greeting: 'Hi! Ask about prints, classes or anything else. We are happy to help.',
  away: null,
  open: true,
  opensAt: null,
  color: '#1d6b52',
  position: 'right',
  language: 'en',
  faces: [
    { name: 'Ana', picture: null },
    { name: 'Ben', picture: null },
    { name: 'Chidi', picture: null },
  ],
  files: { maxBytes: 200_000, types: ['image/*', 'application/pdf', 'text/plain'] },
  maxText: 100_000,
}

export type FakeWidgetServer = Awaited<ReturnType<typeof startFakeWidgetServer>>

/** A server that speaks the widget's protocol, and misbehaves in the ways that networks and servers do, when told to. */
export async function startFakeWidgetServer() {
  const inbox = createFakeInbox()
  const heard: ClientFrame[] = []
  const answered: Readonly<Record<string, string>>[] = []
  const happened = new EventEmitter()
  const sockets = new Map<WebSocket, FakeVisitor>()
  const connections = new Set<Socket>()
  const uploads = new Map<string, { bytes: Buffer; type: string }>()
  const moods = {
    settings: defaults,
    /** Nothing gets through: as when the server is down. */
    down: false,
    /** As behind a proxy that knows no WebSockets. */
    noSockets: false,
    /** How many of the next writings are taken, and the connection lost before the answer. */
    loseAnswers: 0,
    /** The change is told before the answer, or after it. */
    changeFirst: false,
    /** What the next writing is refused with. */
    refuseNext: '',
    /** What the next upload is refused with. */
    refuseFile: null as { status: number; error: string } | null,
    /** What the next answers are refused with. */
    refuseAnswers: '',
  }

  const app = express()
  const server = createServer(app)
  app.use((_request, response, next) => {
    response.set('Access-Control-Allow-Origin', '*')
    response.set('Access-Control-Allow-Headers', 'authorization, content-type, x-file-name')
    next()
  })
  app.options('/{*any}', (_request, response) => void response.status(204).end())
  app.use((request, _response, next) => {
    if (moods.down && !request.path.startsWith('/site')) request.socket.destroy()
    else next()
  })
  app.use(express.static(built))
  app.get('/site', (request, response) => {
    const port = request.socket.localPort ?? 0
    const asked = new URL(request.url, 'http://localhost').searchParams
    response.type('html').send(sitePage(port, (name) => asked.get(name) ?? ''))
  })
  const api = express.Router()
  app.use('/widget/v1/demo', api)
  app.use('/widget/v1', (_request, response) => {
    response.status(404).json({ error: 'There is no inbox of this name.' })
  })
  api.get('/settings', (_request, response) => void response.json(moods.settings))
  api.post(
    '/session',
    express.json(),
    (request: Request<object, object, SessionBody>, response) => {
      const { answers } = request.body
      const error = answers && moods.refuseAnswers
      if (error) {
        moods.refuseAnswers = ''
        return void response.status(422).json({ error })
      }
      if (answers) answered.push(answers)
      const { token, id } = inbox.begin(request.body.token)
      response.json({ token, visitor: { id, name: 'Visitor', verified: false } })
    },
  )
  api.get('/changes', (request, response) => {
    const visitor = visitorOf(request)
    if (!visitor) return void response.status(401).json({ error: 'The session is not known.' })
    const { since } = request.query
    response.json(visitor.changes(since === undefined ? null : Number(since)))
  })
  api.post(
    '/messages',
    express.json(),
    (request: Request<object, object, ClientFrame>, response) => {
      const visitor = visitorOf(request)
      if (!visitor) return void response.status(401).json({ error: 'The session is not known.' })
      const answer = take(visitor, request.body)
      if (answer?.type === 'refused') response.status(422)
      response.json(answer ?? {})
      tell(visitor)
    },
  )
  const raw = express.raw({ type: () => true, limit: '10mb' })
  api.post('/files', raw, (request: Request<object, object, Buffer>, response) => {
    const { refuseFile } = moods
    if (refuseFile) return void response.status(refuseFile.status).json(refuseFile)
    const id = randomUUID()
    const type = request.headers['content-type'] ?? ''
    uploads.set(id, { bytes: request.body, type })
    const file: PublicFile = {
      id,
      type,
      name: decodeURIComponent(String(request.headers['x-file-name'])),
      size: request.body.length,
      width: null,
      height: null,
      url: `/file/${id}`,
    }
    inbox.files.set(id, file)
    response.json({ file })
  })
  app.get('/file/:id', (request, response) => {
    const upload = uploads.get(request.params.id)
    if (upload) response.type(upload.type).send(upload.bytes)
    else response.status(404).end()
  })

  const web = new WebSocketServer({ noServer: true })
  server.on('connection', (socket) => {
    connections.add(socket)
    socket.on('close', () => connections.delete(socket))
  })
  server.on('upgrade', (request: IncomingMessage, socket, head) => {
    if (moods.down || moods.noSockets) return void socket.destroy()
    web.handleUpgrade(request, socket, head, (opened) => {
      opened.on('message', (data: Buffer) => {
        // The widget's own frames, which are what is tested.
        hear(opened, JSON.parse(data.toString()) as ClientFrame)
      })
      opened.on('close', () => sockets.delete(opened))
    })
  })

  function hear(socket: WebSocket, frame: ClientFrame) {
    heard.push(frame)
    const visitor = sockets.get(socket)
    if (frame.type === 'hello') greet(socket, frame.token, frame.cursor)
    else if (frame.type === 'ping') say(socket, { type: 'pong' })
    else if (visitor && frame.type === 'older') {
      say(socket, { type: 'older', ...visitor.older(frame.before) })
    } else if (visitor) write(socket, visitor, frame)
    happened.emit('something')
  }

  function greet(socket: WebSocket, token: string, cursor: number | null) {
    const visitor = inbox.byToken.get(token)
    if (!visitor) {
      say(socket, { type: 'goodbye', error: 'The session is not known.', again: true })
      return socket.close()
    }
    sockets.set(socket, visitor)
    say(socket, { type: 'welcome', ...visitor.changes(cursor) })
  }

  function write(socket: WebSocket, visitor: FakeVisitor, frame: ClientFrame) {
    const answer = take(visitor, frame)
    if (!answer) return
    if (moods.loseAnswers > 0) {
      moods.loseAnswers--
      return socket.terminate()
    }
    if (moods.changeFirst) tell(visitor)
    say(socket, answer)
    if (!moods.changeFirst) tell(visitor)
  }

  function take(visitor: FakeVisitor, frame: ClientFrame): ServerFrame | null {
    if (frame.type !== 'send' && frame.type !== 'edit' && frame.type !== 'remove') return null
    const { id } = frame
    const error = moods.refuseNext
    moods.refuseNext = ''
    if (error) return { type: 'refused', id, error }
    return { type: 'received', id, message: visitor.take(frame) }
  }

  /** Tells all of a visitor's pages what is so; each time all of it, for redelivery is allowed. */
  function tell(visitor: FakeVisitor) {
    for (const [socket, who] of sockets) {
      if (who === visitor) say(socket, { type: 'changes', ...visitor.changes(0) })
    }
    happened.emit('something')
  }

  function say(socket: WebSocket, frame: ServerFrame) {
    socket.send(JSON.stringify(frame))
  }

  function visitorOf(request: Request<object, object, unknown>) {
    return inbox.byToken.get(request.headers.authorization?.replace('Bearer ', '') ?? '')
  }

  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  // A TCP server's address is never a string.
  const { port } = server.address() as AddressInfo

  return {
    /** Where the widget comes from. */
    url: `http://127.0.0.1:${port}`,
    /** A page of another origin that carries the widget's tag. */
    site: `http://localhost:${port}/site`,
    moods,
    inbox,
    heard,
    /** What visitors answered before they wrote. */
    answered,
    visitor: inbox.only,
    sent: () => heard.filter(({ type }) => type === 'send'),
    /** An agent's reply to the only visitor. */
    reply(text: string, part: Partial<WidgetMessage> = {}) {
      const visitor = inbox.only()
      visitor.agent ??= { name: 'Ana', picture: null }
      visitor.status = 'claimed'
      const message = visitor.add({ blocks: textContent(text).blocks, ...part })
      tell(visitor)
      return message
    },
    change(message: WidgetMessage, part: Partial<WidgetMessage>) {
      const visitor = inbox.only()
      const changed = visitor.put({ ...message, ...part })
      tell(visitor)
      return changed
    },
    /** The only visitor’s place in the queue. */
    queue(place: number) {
      const visitor = inbox.only()
      visitor.status = 'waiting'
      for (const [socket] of sockets) say(socket, { type: 'changes', ...visitor.changes(0), place })
    },
    close() {
      const visitor = inbox.only()
      visitor.status = 'closed'
      tell(visitor)
    },
    typing(name: string, on: boolean) {
      for (const socket of sockets.keys()) say(socket, { type: 'typing', name, on })
    },
    /** Breaks every connection. */
    cut() {
      for (const socket of sockets.keys()) socket.terminate()
    },
    /** Resolves when it is so, looking whenever something has come in. */
    async until(so: () => boolean) {
      while (!so()) await once(happened, 'something')
    },
    async stop() {
      for (const connection of connections) connection.destroy()
      server.close()
      await once(server, 'close')
    },
  }
}

interface SessionBody {
  readonly token?: string
  readonly answers?: Readonly<Record<string, string>>
}

/** A site's page, with what was asked for: `inbox` and `attributes` of the tag, `css` and `head` of the page, `bare` of styles. */
function sitePage(port: number, asked: (name: string) => string) {
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>A site</title>
${asked('bare') ? '' : `<style>body { font-family: serif; margin: 2rem } ${asked('css')}</style>`}
${asked('head')}
<script async src="http://127.0.0.1:${port}/widget.js" data-inbox="${asked('inbox') || 'demo'}" ${asked('attributes')}></script>
<main><h1>A site</h1><p>With some text on it, and a <a href="#below">link</a>.</p></main>
</html>`
}
