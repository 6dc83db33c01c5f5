import type {
  DeskClientFrame,
  DeskPost,
  DeskServerFrame,
  DeskThread,
} from '../../src/adapters/desk/protocol.ts'
import { lastingSocket } from './lasting-socket.ts'

export type Done = Extract<DeskServerFrame, { type: 'done' }>
export type DeskMessage = Extract<DeskPost, { kind: 'message' }>

export interface DeskEars {
  threads(threads: readonly DeskThread[]): void
  /** Messages of an open thread as they come, again when they come again. */
  messages(thread: string, messages: readonly DeskMessage[]): void
}

export interface Seat {
  readonly url: string
  /** Proves the member. */
  readonly cookie: string
}

export type DeskPage = ReturnType<typeof openDesk>

/** One member's page of the desk: connected, and connected again after each break. */
export function openDesk({ url, cookie }: Seat, ears: DeskEars) {
  let cursor: number | null = null
  /** The newest change that is held of each open thread. */
  const open = new Map<string, number | null>()
  const asked = new Map<string, PromiseWithResolvers<Done>>()
  const goodbye = Promise.withResolvers<string>()

  const socket = lastingSocket<DeskClientFrame, DeskServerFrame>({
    url: `${url.replace(/^http/, 'ws')}/desk/socket`,
    from: undefined,
    headers: { cookie, origin: url },
    greet: () => [{ type: 'hello', cursor }, ...[...open].map(openFrame)],
    hear,
  })

  function hear(frame: DeskServerFrame) {
    switch (frame.type) {
      case 'threads':
        cursor = frame.cursor
        return ears.threads(frame.threads)
      case 'posts':
        return takePosts(frame.thread, frame.posts)
      case 'done':
        socket.settle(frame.id)
        asked.get(frame.id)?.resolve(frame)
        asked.delete(frame.id)
        return
      case 'goodbye':
        if (frame.again) return
        socket.close()
        return goodbye.resolve(frame.error)
      default:
    }
  }

  function takePosts(thread: string, posts: readonly DeskPost[]) {
    if (!open.has(thread)) return
    const newest = Math.max(open.get(thread) ?? 0, ...posts.map(({ change }) => change))
    open.set(thread, newest)
    ears.messages(
      thread,
      posts.filter((post) => post.kind === 'message'),
    )
  }

  /** Resolves when the server says what became of it. */
  async function ask(frame: DeskClientFrame & { readonly id: string }): Promise<Done> {
    const done = Promise.withResolvers<Done>()
    asked.set(frame.id, done)
    socket.ask(frame)
    return done.promise
  }

  return {
    ask,
    open(thread: string) {
      open.set(thread, null)
      socket.tell(openFrame([thread, null]))
    },
    shut(thread: string) {
      open.delete(thread)
      socket.tell({ type: 'shut', thread })
    },
    openThreads: () => open.size,
    /** Resolves with the reason when the server wants nothing more of this member. */
    turnedAway: goodbye.promise,
    close: socket.close,
  }
}

function openFrame([thread, change]: readonly [string, number | null]): DeskClientFrame {
  return { type: 'open', thread, change }
}
