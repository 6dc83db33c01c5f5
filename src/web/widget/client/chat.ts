import type {
  Changes,
  Face,
  Identity,
  ServerFrame,
  Settings,
  WidgetMessage,
} from '../../../adapters/widget/protocol.ts'
import type { Kept } from '../storage.ts'
import { createConnection, type Link } from './connection.ts'
import { httpAt, isFinal } from './http.ts'
import { createMessages } from './messages.ts'
import { createOutbox, effectOf, isWaiting } from './outbox.ts'
import { createSession } from './session.ts'
import { shareOutbox } from './tabs.ts'

/** The visitor's side of the conversation; the view reads it after each `changed`. */
export type Chat = ReturnType<typeof createChat>

export interface ChatNeeds {
  readonly base: string
  readonly inbox: string
  readonly kept: Kept
  readonly signal: AbortSignal
  changed(): void
  /** A reply came while the page was open. */
  rang(): void
  /** Another page of the site has ended the chat. */
  ended(): void
}

type Merged = Changes & { readonly more?: boolean }

const TYPING_LASTS_MS = 8_000

export function createChat({ base, inbox, kept, signal, changed: draw, rang, ended }: ChatNeeds) {
  const address = `${base}widget/v1/${encodeURIComponent(inbox)}`
  const http = httpAt(address)
  const messages = createMessages(kept)
  const session = createSession(http, kept, () => {
    messages.clear()
    kept.remove('seen')
  })
  const connection = createConnection({
    http,
    socketUrl: `${address.replace('http', 'ws')}/socket`,
    token: session.token,
    cursor: () => messages.cursor,
    frame: heard,
    link,
  })
  const { send } = connection
  const outbox = createOutbox(kept, send, connection.restart, changed)
  const tabs = shareOutbox(kept, outbox, signal)
  let queued = false
  let wanted = false
  let typingEnds: ReturnType<typeof setTimeout> | undefined

  const chat = {
    http,
    messages,
    outbox,
    token: session.token,
    send,
    settings: null as Settings | null,
    agent: null as Face | null,
    status: 'none' as Changes['status'],
    /** The visitor's place in the queue; 0 where there is none. */
    place: 0,
    /** The name of who is typing. */
    typing: '',
    link: 'offline' as Link,
    /** Why the chat has ended, when `link` is stopped. */
    problem: '',
    /** Makes a session if there is none, and keeps connected from then on. */
    connect() {
      if (wanted) return
      wanted = true
      tabs.start()
      connection.connect()
    },
    async refreshSettings() {
      try {
        chat.settings = await http.settings()
        changed()
      } catch (error) {
        if (isFinal(error)) connection.stop(error.message)
      }
    },
    older() {
      const { more, loadingOlder, inOrder } = messages
      const [first] = inOrder
      if (!more || loadingOlder || !first) return
      messages.loadingOlder = send({ type: 'older', before: first.position })
    },
    /** This reply has been on screen. */
    saw(message: WidgetMessage) {
      if (message.position <= messages.seen()) return
      kept.set('seen', String(message.position))
      send({ type: 'seen', message: message.id })
      changed()
    },
    identify(identity: Identity) {
      session.identify(identity)
      if (wanted) connection.restart()
    },
    answer: session.answer,
    stop: connection.stop,
  }

  function changed() {
    if (queued) return
    queued = true
    queueMicrotask(() => {
      queued = false
      tabs.hold(outbox.pending.some(isWaiting))
      if (!signal.aborted) draw()
    })
  }

  function link(link: Link, problem = '') {
    const was = chat.link
    Object.assign(chat, { link, problem })
    changed()
    if (link === was) return
    messages.loadingOlder = false
    outbox.resume(link === 'live')
  }

  function heard(frame: ServerFrame, asked: number | null) {
    if (frame.type === 'welcome') merge(frame, asked === null)
    else if (frame.type === 'changes') merge(frame, false)
    else if (frame.type === 'older') {
      messages.put(frame.messages)
      Object.assign(messages, { more: frame.more, loadingOlder: false })
    } else if (frame.type === 'received') confirmed(frame.id, frame.message)
    else if (frame.type === 'refused') outbox.refused(frame.id, frame.error)
    else if (frame.type === 'typing') typing(frame.on ? frame.name : '')
    changed()
  }

  function merge(changes: Merged, first: boolean) {
    const { messages: some, cursor, agent, status, place = 0, more = false } = changes
    const before = messages.latestReply()?.position ?? 0
    Object.assign(chat, { agent, status, place })
    messages.merge(some, cursor)
    if (first) messages.more = more
    outbox.arrived(messages.byId)
    const latest = messages.latestReply()
    if (!latest || latest.position <= before) return
    typing('')
    send({ type: 'delivered', message: latest.id })
    if (!first) rang()
  }

  function confirmed(id: string, message: string) {
    const done = outbox.received(id, message)
    if (done && done.kind !== 'send') messages.patch(done.message, effectOf(done))
    outbox.arrived(messages.byId)
  }

  function typing(name: string) {
    clearTimeout(typingEnds)
    chat.typing = name
    if (name) typingEnds = setTimeout(() => typing(''), TYPING_LASTS_MS)
    changed()
  }

  function wake() {
    if (wanted && !document.hidden) connection.connect()
    changed()
  }
  function otherPage({ key, newValue }: StorageEvent) {
    if (!key?.startsWith(kept.prefix)) return
    if (key === `${kept.prefix}token` && !newValue) return ended()
    tabs.look()
    changed()
  }
  const listen = { signal }
  for (const type of ['online', 'pageshow', 'visibilitychange'])
    addEventListener(type, wake, listen)
  addEventListener('offline', () => wanted && connection.restart(), listen)
  // A page with an open WebSocket could not be kept for the Back button.
  addEventListener('pagehide', connection.rest, listen)
  addEventListener('storage', otherPage, listen)
  return chat
}
