import type { Logger } from 'pino'
import type { WebSocket } from 'ws'
import type { FeedEntry, Member } from '../../ports.ts'
import type { Extent, PostBatch, ThreadBatch } from './batches.ts'
import type { Visit } from './doors.ts'
import { readFrame } from './frames.ts'
import type { Deed, Frame } from './frames.ts'
import type { Outcome } from './incoming.ts'
import { LIMITS } from './limits.ts'
import type { Live } from './live.ts'
import { openPipe } from './pipe.ts'
import { postView } from './post-view.ts'
import type { DeskWorld } from './protocol.ts'
import { boundedQueue } from './queue.ts'
import type { PostPage, Reading } from './reading.ts'
import { threadView } from './thread-view.ts'

export interface SeatDeps {
  readonly live: Pick<Live, 'cursor'>
  readonly reading: Reading
  readonly drawThreads: (entries: readonly FeedEntry[], extent: Extent) => ThreadBatch
  readonly drawPage: (thread: string, page: PostPage) => PostBatch
  readonly drawOlder: (thread: string, page: PostPage) => Buffer
  readonly world: () => Promise<(me: Member) => DeskWorld>
  /** The member whose session it still is, or null. */
  readonly memberOf: (token: string) => Promise<Member | null>
  readonly deed: (deed: Deed, by: Member) => Promise<Outcome>
  readonly typing: (frame: Extract<Frame, { type: 'typing' }>, by: Member) => void
  readonly arrived: (seat: Seat) => void
  readonly log: Logger
}

export type Seat = ReturnType<typeof takeSeat>

/** One member at one page: a connected socket, what it is shown and what it asks. */
export function takeSeat(socket: WebSocket, visit: Visit, deps: SeatDeps) {
  let { member } = visit
  let greeted = false
  const { send, tell, leave, beat } = openPipe(socket)
  const reads = boundedQueue(LIMITS.waiting)
  const deeds = boundedQueue(LIMITS.waiting)
  const { live, reading } = deps
  const threads = threadView({ live, reading, draw: deps.drawThreads, member: () => member, send })
  const posts = postView({
    reading,
    draw: deps.drawPage,
    drawOlder: deps.drawOlder,
    member: member.id,
    send,
  })
  const impatience = setTimeout(() => leave('This page said nothing.', true, 1008), LIMITS.hello)

  /** Looks whether the session still stands; a member whose role changed gets everything anew. */
  async function check(): Promise<Member | null> {
    const now = await deps.memberOf(visit.token)
    if (!now) {
      leave('You are signed out here. Ask a supervisor for a new link.', false, 4401)
      return null
    }
    const before = member
    member = now
    if (greeted && before.role !== now.role) read(async () => welcome(null))
    return now
  }

  async function welcome(cursor: number | null) {
    await send(JSON.stringify({ type: 'world', ...(await deps.world())(member) }))
    deps.arrived(seat)
    await threads.welcome(cursor)
  }

  function hear(data: string) {
    // What still comes in after a goodbye comes again on the next line.
    if (socket.readyState !== socket.OPEN) return
    const read = readFrame(data)
    if (!read.ok && read.id !== null) return done(read.id, { ok: false, error: read.sentence })
    if (!read.ok) return leave(read.sentence, false, 1008)
    if (!greeted && read.frame.type !== 'hello') return leave('“hello” comes first.', false, 1008)
    follow(read.frame)
  }

  function follow(frame: Frame) {
    switch (frame.type) {
      case 'hello':
        clearTimeout(impatience)
        greeted = true
        return read(async () => welcome(frame.cursor))
      case 'open':
        return read(async () => posts.open(frame.thread, frame.change))
      case 'older':
        return read(async () => posts.older(frame.thread, frame.before))
      case 'shut':
        return read(async () => posts.shut(frame.thread))
      case 'typing':
        return deps.typing(frame, member)
      case 'ping':
        return read(async () => tell({ type: 'pong' }))
      default:
        return act(frame)
    }
  }

  function read(work: () => Promise<void>) {
    const taken = reads.add(async () => {
      try {
        if (await check()) await work()
      } catch (error) {
        deps.log.error({ err: error, agent: member.id }, 'a page of the desk could not be read')
        leave('The desk could not be read just now.', true, 1011)
      }
    })
    if (!taken) leave('This page asked for too much at once.', true, 1013)
  }

  function act(deed: Deed) {
    const taken = deeds.add(async () => {
      const by = await stillHere(deed)
      if (by) done(deed.id, await deps.deed(deed, by))
    })
    if (!taken)
      done(deed.id, { ok: false, error: 'Too much at once: wait until the rest is through.' })
  }

  async function stillHere(deed: Deed): Promise<Member | null> {
    try {
      return await check()
    } catch {
      done(deed.id, { ok: false, error: 'The desk cannot be reached just now. Try again.' })
      return null
    }
  }

  function done(id: string, outcome: Outcome) {
    tell({ type: 'done', id, ...outcome })
  }

  const seat = {
    member: () => member,
    tell,
    leave,
    check,
    beat,
    idle: async () => Promise.all([reads.idle(), deeds.idle()]),
    shows: posts.shows,
    offerThreads: threads.offer,
    offerPosts: posts.offer,
  }

  socket.on('message', (data, binary) => {
    if (binary || !Buffer.isBuffer(data)) return leave('Frames are text.', false, 1003)
    hear(data.toString())
  })
  socket.on('close', () => clearTimeout(impatience))
  socket.on('error', (error) =>
    deps.log.debug({ reason: error.message }, 'a socket of the desk broke'),
  )
  return seat
}
