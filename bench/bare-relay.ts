// What the road is measured against: it hands each frame on to the other side and keeps nothing. It speaks
// the widget's and the desk's protocols as far as the load needs, and is no chat: what it holds in memory
// is who is connected.
import { randomUUID } from 'node:crypto'
import { createServer } from 'node:http'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { WebSocketServer } from 'ws'
import type { WebSocket } from 'ws'
import type { DeskClientFrame } from '../src/adapters/desk/protocol.ts'
import type { ClientFrame } from '../src/adapters/widget/protocol.ts'

const visitors = new Map<string, WebSocket>()
const desks = new Set<WebSocket>()
/** Who reads which thread; a thread is its visitor's id. */
const readers = new Map<string, WebSocket>()
const sockets = new WebSocketServer({
  noServer: true,
  clientTracking: false,
  perMessageDeflate: false,
})
let count = 0

const server = createServer(answer)
server.on('upgrade', (request, socket, head) => {
  sockets.handleUpgrade(request, socket, head, (opened) =>
    request.url?.startsWith('/desk/') ? seat(opened) : admit(opened),
  )
})
server.listen(Number(process.env['PORT']), '127.0.0.1', () =>
  console.log(`${process.env['GREENROOM_URL']}/desk/enter?token=bare`),
)
process.on('SIGTERM', () => process.exit(0))

function answer({ url = '' }: IncomingMessage, response: ServerResponse) {
  if (url === '/desk/enter') {
    response.writeHead(303, { 'set-cookie': 'bare=1' }).end()
    return
  }
  const id = randomUUID()
  const visitor = { id, name: 'Somebody', verified: false }
  response.end(url === '/ready' ? 'ready' : JSON.stringify({ token: id, visitor }))
}

function admit(socket: WebSocket) {
  let visitor = ''
  socket.on('close', () => visitors.delete(visitor))
  socket.on('message', (data: Buffer) => {
    // Only the bench talks to it.
    const frame = JSON.parse(data.toString()) as ClientFrame
    if (frame.type === 'hello') {
      visitor = frame.token
      visitors.set(visitor, socket)
      say(socket, { type: 'welcome', more: false, ...changes([]) })
    } else if (frame.type === 'send') {
      const message = randomUUID()
      say(socket, { type: 'received', id: frame.id, message })
      toDesk(visitor, message, frame.text)
    }
  })
}

function toDesk(visitor: string, message: string, text: string) {
  const reader = readers.get(visitor)
  if (!reader) {
    const threads = [{ id: visitor, visitor: { id: visitor } }]
    for (const desk of desks) say(desk, { type: 'threads', cursor: 1, reset: false, threads })
    return
  }
  const post = { kind: 'message', id: message, as: 'visitor', at: Date.now(), ...body(text) }
  say(reader, { type: 'posts', thread: visitor, reset: false, posts: [post], more: false })
}

function seat(socket: WebSocket) {
  desks.add(socket)
  socket.on('close', () => desks.delete(socket))
  socket.on('message', (data: Buffer) => {
    const frame = JSON.parse(data.toString()) as DeskClientFrame
    if (frame.type === 'open') readers.set(frame.thread, socket)
    if (frame.type === 'say') reply(socket, frame)
    if (frame.type === 'command') say(socket, { type: 'done', id: frame.id, ok: true })
    if (frame.type === 'invite') {
      const link = `${process.env['GREENROOM_URL']}/desk/enter?token=bare`
      say(socket, { type: 'done', id: frame.id, ok: true, link })
    }
  })
}

function reply(socket: WebSocket, { id, thread, text }: DeskClientFrame & { type: 'say' }) {
  const message = randomUUID()
  say(socket, { type: 'done', id, ok: true, audience: 'reply', message })
  const visitor = visitors.get(thread)
  const shown = { id: message, mine: false, at: Date.now(), ...body(text) }
  if (visitor) say(visitor, { type: 'changes', ...changes([shown]) })
}

function body(text: string) {
  count += 1
  const blocks = [{ kind: 'paragraph', inlines: [{ kind: 'text', text }] }]
  return { position: count, change: count, editedAt: null, blocks, files: [] }
}

function changes(messages: readonly unknown[]) {
  return { cursor: count, messages, agent: null, status: 'claimed', incomplete: false }
}

function say(socket: WebSocket, frame: unknown) {
  socket.send(JSON.stringify(frame))
}
