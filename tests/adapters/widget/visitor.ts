import { WebSocket } from 'ws'
import { onTestFinished } from 'vitest'
import type {
  ClientFrame,
  ServerFrame,
  Session,
  SessionRequest,
  WidgetMessage,
} from '../../../src/adapters/widget/protocol.ts'
import { SITE } from './house.ts'

/** As much of a house as a visitor meets. */
export interface Address {
  readonly api: string
  readonly port: number
  fresh(prefix?: string): string
}

/** Asks for a session as a page of the site would. */
export async function session(house: Address, request: SessionRequest = {}): Promise<Session> {
  const response = await post(`${house.api}/session`, request)
  if (!response.ok) throw new Error(await response.text())
  return (await response.json()) as Session
}

export function post(url: string, body: unknown, headers: Record<string, string> = {}) {
  return fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: SITE, ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  })
}

export function bearer({ token }: { readonly token: string }) {
  return { authorization: `Bearer ${token}`, origin: SITE }
}

type FrameOf<Type extends ServerFrame['type']> = Extract<ServerFrame, { type: Type }>

export type Tab = Awaited<ReturnType<typeof openTab>>

interface TabSetup {
  readonly cursor?: number | null
  readonly origin?: string
  readonly inbox?: string
  /** Connects without a hello. */
  readonly silent?: boolean
}

/** A browser tab with the widget’s socket open: it holds what it was sent, as the widget does. */
export async function openTab(
  house: Address,
  who: { readonly token: string },
  setup: TabSetup = {},
) {
  const { cursor = null, origin = SITE, inbox = 'demo', silent = false } = setup
  const socket = new WebSocket(`ws://127.0.0.1:${house.port}/widget/v1/${inbox}/socket`, { origin })
  const frames: ServerFrame[] = []
  const messages = new Map<string, WidgetMessage>()
  const state = { cursor, agent: null as string | null, status: 'none' }
  const watchers = new Set<() => void>()
  const closed = new Promise<number>((resolve) => socket.once('close', resolve))
  onTestFinished(() => socket.terminate())

  socket.on('message', (data: Buffer) => {
    const frame = JSON.parse(data.toString()) as ServerFrame
    frames.push(frame)
    if (frame.type === 'welcome' || frame.type === 'changes') {
      state.cursor = frame.cursor
      state.agent = frame.agent?.name ?? null
      state.status = frame.status
    }
    if ('messages' in frame) for (const message of frame.messages) messages.set(message.id, message)
    for (const watch of watchers) watch()
  })
  socket.on('close', () => watchers.forEach((watch) => watch()))
  await new Promise((resolve, reject) => {
    socket.once('open', resolve)
    socket.once('error', reject)
  })
  socket.on('error', () => undefined)

  /** Resolves with the first frame, past or to come, that fits. */
  function until<T>(look: () => T | undefined | false): Promise<T> {
    return new Promise((resolve, reject) => {
      const watch = () => {
        const found = look()
        if (found !== undefined && found !== false) {
          watchers.delete(watch)
          resolve(found)
        } else if (socket.readyState === WebSocket.CLOSED) {
          reject(new Error(`The socket closed. It had: ${JSON.stringify(frames.slice(-3))}`))
        }
      }
      watchers.add(watch)
      watch()
    })
  }

  const send = (frame: ClientFrame) => socket.send(JSON.stringify(frame))
  const tab = {
    socket,
    frames,
    state,
    closed,
    until,
    send,
    raw: (data: string | Buffer) => socket.send(data),
    frame: <Type extends ServerFrame['type']>(
      type: Type,
      fits: (frame: FrameOf<Type>) => boolean = () => true,
    ) =>
      until(() =>
        frames.find(
          (frame): frame is FrameOf<Type> => frame.type === type && fits(frame as FrameOf<Type>),
        ),
      ),
    /** Says it, and resolves with what the server made of it. */
    say(text: string, id = house.fresh(), files: string[] = []) {
      send({ type: 'send', id, text, files })
      return tab.fate(id)
    },
    fate: (id: string) =>
      until(() =>
        frames.find(
          (frame): frame is FrameOf<'received' | 'refused'> =>
            (frame.type === 'received' || frame.type === 'refused') && frame.id === id,
        ),
      ),
    /** What the screen shows, in its order. */
    shows: () =>
      [...messages.values()]
        .toSorted((a, b) => a.position - b.position)
        .map((message) => (message.removed ? '(removed)' : textOf(message))),
    /** Holds what an earlier tab had. */
    keep: (message: WidgetMessage) => messages.set(message.id, message),
    held: () => [...messages.values()].toSorted((a, b) => a.position - b.position),
    showsIn: (wanted: readonly string[]) =>
      until(() => JSON.stringify(tab.shows()) === JSON.stringify(wanted)),
    close() {
      socket.close()
      return closed
    },
  }
  if (!silent) {
    send({ type: 'hello', token: who.token, cursor })
    if (frames.length === 0) await until(() => frames.length > 0)
  }
  return tab
}

export function textOf({ blocks }: WidgetMessage): string {
  return blocks
    .flatMap((block) => ('inlines' in block ? block.inlines : []))
    .map((inline) => ('text' in inline ? inline.text : ''))
    .join('')
}
