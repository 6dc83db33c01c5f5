import type { VisitorId } from '../../conversation/ids.ts'
import type { Changes, ClientFrame, ServerFrame } from './protocol.ts'
import { readFrame } from './frames.ts'
import type { Writing, Written } from './incoming.ts'
import type { Limits } from './limits.ts'
import { createQueueNews } from './queue-news.ts'

/** The line to one browser tab, as far as a connection needs it. */
export interface Line {
  send(frame: ServerFrame, sent?: () => void): void
  /** Tells why, and hangs up. `again`: it may come back. */
  goodbye(error: string, again: boolean): void
  /** Reads nothing more until told to. */
  pause(): void
  resume(): void
  onClose(closed: () => void): void
  readonly isOpen: boolean
}

/** What one visitor may do and read, once their token is accepted. */
export interface Guest {
  readonly visitor: VisitorId
  catchUp(cursor: number | null): Promise<Changes & { readonly more: boolean }>
  since(cursor: number, standing: Pick<Changes, 'agent' | 'status'>): Promise<Changes>
  older(before: number): Promise<{ readonly messages: Changes['messages']; readonly more: boolean }>
  write(frame: Writing): Promise<Written>
  /** Where they stand among those who wait, from 1; null where there is no such order. */
  place(): Promise<number | null>
  signal(frame: Extract<ClientFrame, { type: 'delivered' | 'seen' | 'typing' }>): void
}

type Hello = Extract<ClientFrame, { type: 'hello' }>

interface Deps {
  readonly line: Line
  readonly limits: Limits
  /** Lets the visitor in, or says why not. */
  readonly admit: (
    hello: Hello,
    hear: Hearing,
  ) => Guest | { readonly goodbye: string; readonly again: boolean }
  readonly failed: (error: unknown) => void
}

/** What a guest's connection is told between frames. */
export interface Hearing {
  changed(): void
  typing(name: string, on: boolean): void
}

const MAY_WAIT: ReadonlySet<Changes['status']> = new Set<Changes['status']>(['none', 'waiting'])

export type Connection = ReturnType<typeof createConnection>

/**
 * One socket's life: a hello, then frames, of which those that write or read are done strictly one
 * after another. Changes go out by cursor, one part after the other has left, so that a slow reader is
 * behind with one part at most.
 */
export function createConnection({ line, limits, admit, failed }: Deps) {
  let guest: Guest | null = null
  let greeted = false
  let cursor = 0
  let standing: Pick<Changes, 'agent' | 'status'> = { agent: null, status: 'none' }
  let pushing = false
  let stale = false
  let strange = 0
  let waiting = 0
  let last: Promise<unknown> = Promise.resolve()
  let place: number | null = null
  const queueNews = createQueueNews({
    place: async () => guest?.place() ?? null,
    tell(now) {
      place = now
      inTurn(() =>
        deliver({ type: 'changes', cursor, messages: [], ...standing, incomplete: false }),
      )
    },
    failed,
    every: limits.queueLook,
    isOpen: () => line.isOpen,
  })
  line.onClose(queueNews.stop)

  function hear(data: string) {
    const read = readFrame(data)
    if (!read.ok) return puzzled(read.id, read.sentence)
    const frame = read.value
    if (frame.type === 'ping') return line.send({ type: 'pong' })
    if (frame.type === 'hello') return greet(frame)
    if (!greeted) return line.goodbye('Say hello first.', false)
    if (frame.type === 'delivered' || frame.type === 'seen' || frame.type === 'typing')
      return guest?.signal(frame)
    inTurn(() => (frame.type === 'older' ? older(frame.before) : write(frame)))
  }

  function puzzled(id: string, sentence: string) {
    strange += 1
    if (strange > limits.strange)
      line.goodbye(`Too much here was not understood: ${sentence}`, false)
    else line.send({ type: 'refused', id, error: sentence })
  }

  function greet(hello: Hello) {
    if (greeted) return puzzled('', 'Hello was said before.')
    greeted = true
    inTurn(() => welcome(hello))
  }

  async function welcome(hello: Hello) {
    const admitted = admit(hello, { changed, typing })
    if ('goodbye' in admitted) return line.goodbye(admitted.goodbye, admitted.again)
    pushing = true
    const { more, ...changes } = await admitted.catchUp(hello.cursor)
    guest = admitted
    await deliver({ type: 'welcome', more, ...changes })
    pushing = false
    if (stale || changes.incomplete) changed()
    if (changes.messages.length > 0) queueNews.occasion()
  }

  async function older(before: number) {
    const page = await guest?.older(before)
    if (page) line.send({ type: 'older', ...page })
  }

  async function write(frame: Writing) {
    const written = await guest?.write(frame)
    if (!written) return
    const { id } = frame
    if (written.ok) {
      line.send({ type: 'received', id, message: written.message })
      queueNews.occasion()
    } else line.send({ type: 'refused', id, error: written.sentence })
  }

  /** Reads no more from a socket whose frames come faster than they can be done. */
  function inTurn(work: () => Promise<void>) {
    waiting += 1
    if (waiting === limits.waiting) line.pause()
    last = last
      .then(() => (line.isOpen ? work() : undefined))
      .catch(failed)
      .finally(() => {
        waiting -= 1
        if (waiting === limits.waiting >> 1) line.resume()
      })
  }

  function changed() {
    stale = true
    if (!pushing && guest) push(guest).catch(failed)
  }

  async function push(to: Guest) {
    pushing = true
    while (stale && line.isOpen) {
      stale = false
      const from = cursor
      const changes = await to.since(from, standing)
      stale ||= changes.incomplete
      if (changes.cursor !== from) await deliver({ type: 'changes', ...changes })
    }
    pushing = false
  }

  /** Resolves when it has left this machine. */
  function deliver(frame: Extract<ServerFrame, { type: 'welcome' | 'changes' }>): Promise<void> {
    if (frame.status !== standing.status) queueNews.occasion()
    // Who is answered, or whose conversation rests, has no place any more, whatever the next look says.
    if (frame.agent || !MAY_WAIT.has(frame.status)) place = null
    cursor = frame.cursor
    standing = { agent: frame.agent, status: frame.status }
    const left = Promise.withResolvers<void>()
    line.send({ ...frame, ...(place === null ? {} : { place }) }, left.resolve)
    return left.promise
  }

  function typing(name: string, on: boolean) {
    if (guest) line.send({ type: 'typing', name, on })
  }

  return { hear, hasGreeted: () => greeted, settled: () => last }
}
