import { WebSocket } from 'ws'
import type {
  DeskClientFrame,
  DeskPost,
  DeskServerFrame,
  DeskThread,
} from '../../src/adapters/desk/protocol.ts'

type Of<T extends DeskServerFrame['type']> = Extract<DeskServerFrame, { readonly type: T }>

/** A member's page without its drawing: it hears frames, and holds what they say. */
export interface DeskPage {
  readonly frames: readonly DeskServerFrame[]
  readonly threads: ReadonlyMap<string, DeskThread>
  readonly cursor: () => number | null
  readonly closed: Promise<{ readonly code: number }>
  /** What the member is signed in with. */
  readonly cookie: string
  send(frame: DeskClientFrame | string): void
  /** The posts that it holds of a thread, in order. */
  posts(thread: string): DeskPost[]
  /** Opens a thread and waits for its posts. */
  open(thread: string, change?: number | null): Promise<Of<'posts'>>
  /** Sends a frame with an id and waits for what became of it. */
  ask(frame: Extract<DeskClientFrame, { readonly id: string }>): Promise<Of<'done'>>
  /** The first frame of this type, past or to come, that fits. */
  until<T extends DeskServerFrame['type']>(
    type: T,
    fits?: (frame: Of<T>) => boolean,
  ): Promise<Of<T>>
  /** Forgets the frames heard so far, so that `until` waits for new ones. */
  forget(): void
  /** Resolves when the server has done all that was asked before. */
  settled(): Promise<void>
  /** Resolves once what it holds fits. */
  holds(fits: () => boolean): Promise<void>
  /** Stops reading from the line, and reads on. */
  pause(): void
  resume(): void
  close(): Promise<void>
}

/** Why a frame was refused, or null when it was followed. */
export function errorOf(done: Of<'done'>): string | null {
  return done.ok ? null : done.error
}

export async function openDeskPage(
  url: string,
  cookie: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<DeskPage> {
  const socket = new WebSocket(`${url.replace(/^http/, 'ws')}/desk/socket`, {
    headers: { cookie, origin: url, ...headers },
  })
  const frames: DeskServerFrame[] = []
  const threads = new Map<string, DeskThread>()
  const posts = new Map<string, Map<string, DeskPost>>()
  const watchers = new Set<() => void>()
  let cursor: number | null = null
  const closed = new Promise<{ code: number }>((resolve) => {
    socket.once('close', (code) => resolve({ code }))
  })

  socket.on('message', (data: Buffer) => {
    const frame = JSON.parse(data.toString()) as DeskServerFrame
    frames.push(frame)
    take(frame)
    for (const watch of watchers) watch()
  })

  function take(frame: DeskServerFrame) {
    if (frame.type === 'threads') {
      if (frame.reset) threads.clear()
      for (const thread of frame.threads) threads.set(thread.id, thread)
      cursor = frame.cursor
    }
    if (frame.type === 'posts') {
      const known = frame.reset ? undefined : posts.get(frame.thread)
      const held = known ?? new Map<string, DeskPost>()
      posts.set(frame.thread, held)
      for (const post of frame.posts) held.set(post.id, post)
    }
  }

  function send(frame: DeskClientFrame | string) {
    socket.send(typeof frame === 'string' ? frame : JSON.stringify(frame))
  }

  async function until<T extends DeskServerFrame['type']>(
    type: T,
    fits: (frame: Of<T>) => boolean = () => true,
  ): Promise<Of<T>> {
    const find = () =>
      frames.find((frame): frame is Of<T> => frame.type === type && fits(frame as Of<T>))
    await holds(() => find() !== undefined)
    return find() as Of<T>
  }

  async function holds(fits: () => boolean): Promise<void> {
    if (fits()) return
    await new Promise<void>((resolve, reject) => {
      const watch = () => {
        if (!fits()) return
        watchers.delete(watch)
        resolve()
      }
      watchers.add(watch)
      void closed.then(({ code }) => reject(new Error(`The socket was closed with ${code}.`)))
    })
  }

  await new Promise<void>((resolve, reject) => {
    socket.once('open', resolve)
    socket.once('error', reject)
  })

  return {
    frames,
    threads,
    cursor: () => cursor,
    closed,
    cookie,
    send,
    posts: (thread) =>
      [...(posts.get(thread)?.values() ?? [])].toSorted((a, b) => a.position - b.position),
    async open(thread, change = null) {
      const before = frames.length
      send({ type: 'open', thread, change })
      return until('posts', (frame) => frame.thread === thread && frames.indexOf(frame) >= before)
    },
    async ask(frame) {
      const before = frames.length
      send(frame)
      return until('done', (done) => done.id === frame.id && frames.indexOf(done) >= before)
    },
    until,
    forget: () => void frames.splice(0),
    async settled() {
      const before = frames.length
      send({ type: 'ping' })
      await until('pong', (frame) => frames.indexOf(frame) >= before)
    },
    holds,
    pause: () => socket.pause(),
    resume: () => socket.resume(),
    async close() {
      socket.close()
      await closed
    },
  }
}
