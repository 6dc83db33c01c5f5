import { randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import type {
  ClientFrame,
  Identity,
  PublicBlock,
  ServerFrame,
  Session,
  WidgetMessage,
} from '../../src/adapters/widget/protocol.ts'
import { plainText } from '../../src/conversation/message.ts'
import { post } from './http.ts'
import { lastingSocket } from './lasting-socket.ts'

export interface Door {
  readonly url: string
  readonly inbox: string
  /** The network address that the visitor comes from. */
  readonly from: string | undefined
  /** Who the site says the visitor is. */
  readonly identity?: Identity
}

interface Ears {
  /** Connected, and shown what there was. */
  welcomed?(): void
  /** Each message as it comes, again when it comes again. */
  message(message: WidgetMessage): void
  received(id: string, message: string): void
  refused(id: string, error: string): void
  /** The server wants nothing more of this visitor. */
  turnedAway(error: string): void
}

const TRIES = 200
const BETWEEN_TRIES = 200

/** A new visitor's session. Tries on while the server is away; throws when it refuses. */
export async function newSession({ url, inbox, from, identity }: Door): Promise<Session> {
  const body = JSON.stringify({ identity })
  for (let tries = 1; ; tries += 1) {
    try {
      const type = 'application/json'
      const answer = await post(`${url}/widget/v1/${inbox}/session`, { type, body, from })
      // Our own server's, by its protocol.
      if (answer.status === 200) return JSON.parse(answer.body) as Session
      if (answer.status < 500) throw new Refused(`No session: ${answer.status} ${answer.body}`)
    } catch (error) {
      if (error instanceof Refused || tries === TRIES) throw error
    }
    await pause(BETWEEN_TRIES)
  }
}

class Refused extends Error {}

/** A page with the widget on it: connected, and connected again after each break. */
export function openWidget({ url, inbox, from }: Door, session: Session, ears: Ears) {
  let cursor: number | null = null
  const socket = lastingSocket<ClientFrame, ServerFrame>({
    url: `${url.replace(/^http/, 'ws')}/widget/v1/${inbox}/socket`,
    from,
    greet: () => [{ type: 'hello', token: session.token, cursor }],
    hear,
  })

  function hear(frame: ServerFrame) {
    switch (frame.type) {
      case 'welcome':
      case 'changes':
        cursor = frame.cursor
        take(frame.messages)
        if (frame.type === 'welcome') ears.welcomed?.()
        break
      case 'received':
        socket.settle(frame.id)
        ears.received(frame.id, frame.message)
        break
      case 'refused':
        socket.settle(frame.id)
        ears.refused(frame.id, frame.error)
        break
      case 'goodbye':
        if (frame.again) break
        socket.close()
        ears.turnedAway(frame.error)
        break
      default:
    }
  }

  function take(messages: readonly WidgetMessage[]) {
    for (const message of messages) ears.message(message)
    const newest = messages.findLast(({ mine }) => !mine)
    if (newest) socket.tell({ type: 'delivered', message: newest.id })
  }

  /** Gives back the frame's id, by which it will be answered. */
  function send(text: string): string {
    const id = randomUUID()
    socket.ask({ type: 'send', id, text, files: [] })
    return id
  }

  return { send, close: socket.close }
}

/** The words of a message, as a person reads them. */
export function wordsOf(blocks: readonly PublicBlock[]): string {
  return plainText({ blocks, files: [] })
}
