import type { Conversation } from '../../conversation/conversation.ts'
import { isOpen } from '../../conversation/hours.ts'
import type { InboxId, MessageId, VisitorId } from '../../conversation/ids.ts'
import type { Clock, Coordination, Feed, Signal, Store, VisitorInbox } from '../../ports.ts'
import type { Guest, Hearing } from './connection.ts'
import type { WidgetDoor } from './door.ts'
import type { History } from './history.ts'
import type { Incoming } from './incoming.ts'
import type { Limits } from './limits.ts'
import { readNews } from './news.ts'
import { createSignals, type Signals, type WithoutSender } from './signals.ts'
import { readMessage, topicOf } from './stored.ts'
import type { Tokens } from './tokens.ts'
import { senderOf, type Roster } from './visitors.ts'

interface Deps {
  readonly doorOf: (inbox: string) => WidgetDoor | null
  readonly inbox: () => VisitorInbox
  readonly tokens: Tokens
  readonly roster: Roster
  readonly history: History
  readonly incoming: Incoming
  readonly feed: Feed
  readonly store: Pick<Store, 'current'>
  readonly coordination: Coordination
  readonly clock: Clock
  readonly limits: Limits
  /** Its place in its team’s queue, from 1; null where it has none. */
  readonly queuePlace?: ((conversation: Conversation) => Promise<number | null>) | undefined
  readonly failed: (error: unknown) => void
}

/** A socket that asks to be let in. */
export interface Asking {
  readonly inbox: string
  readonly ip: string
  readonly token: string
  readonly hear: Hearing
  /** Calls back when the socket has closed. */
  readonly onClose: (closed: () => void) => void
}

type Goodbye = { readonly goodbye: string; readonly again: boolean }

const INBOX_GONE = 'This chat is not open any more.'

/** Lets visitors in by their token, and gives each socket what it may do. */
export function createGuests(deps: Deps) {
  const { tokens, history, incoming, coordination, limits } = deps
  const sockets = new Map<VisitorId, number>()

  function admit({ inbox, ip, token, hear, onClose }: Asking): Guest | Goodbye {
    const door = deps.doorOf(inbox)
    if (!door) return { goodbye: INBOX_GONE, again: false }
    const inboxId = door.inbox.id
    const visitor = tokens.read(token, inboxId)
    if (!visitor)
      return { goodbye: 'The session is not known here: ask for a new one.', again: true }
    const count = sockets.get(visitor) ?? 0
    if (count >= limits.sockets)
      return { goodbye: 'The chat is open in too many places.', again: true }

    sockets.set(visitor, count + 1)
    // From here on nothing is missed: what changes while the welcome is read comes after it.
    const unsubscribe = coordination.subscribe(topicOf(visitor), (news) => pass(news, hear))
    onClose(() => {
      unsubscribe()
      leave(visitor)
    })
    // Made when first needed: most sockets only ever listen.
    let signals: Signals | undefined
    return {
      visitor,
      catchUp: (cursor) => history.catchUp(visitor, cursor),
      since: (cursor, standing) => history.since(visitor, cursor, standing),
      older: (before) => history.older(visitor, before),
      async write(frame) {
        const now = deps.doorOf(inbox)
        return now
          ? incoming.write({ door: now, visitor, ip }, frame)
          : { ok: false, sentence: INBOX_GONE }
      },
      async place() {
        const now = deps.doorOf(inbox)
        // Nobody moves up while the inbox is closed: the greeting says when it opens.
        if (!now || !isOpen(now.inbox.hours, deps.clock.now())) return null
        const current = deps.queuePlace && (await deps.store.current(visitor))
        return (current && (await deps.queuePlace?.(current))) ?? null
      },
      signal(news) {
        signals ??= signalsOf(inboxId, visitor)
        signals.hear(news)
      },
    }
  }

  function leave(visitor: VisitorId) {
    const left = (sockets.get(visitor) ?? 1) - 1
    if (left === 0) sockets.delete(visitor)
    else sockets.set(visitor, left)
  }

  async function reply(visitor: VisitorId, message: MessageId) {
    const entry = await deps.feed.get(topicOf(visitor), message)
    const found = entry && readMessage(entry)
    if (!found || found.from.kind === 'visitor') return null
    const current = await deps.store.current(visitor)
    return current?.id === found.conversation
      ? { position: entry.position, number: found.number }
      : null
  }

  function signalsOf(inbox: InboxId, visitor: VisitorId): Signals {
    return createSignals({
      clock: deps.clock,
      limits: limits.typing,
      find: (message) => reply(visitor, message),
      tell: (signal) => tell(inbox, visitor, signal),
      failed: deps.failed,
    })
  }

  async function tell(inbox: InboxId, visitor: VisitorId, signal: WithoutSender<Signal>) {
    const from = senderOf(inbox, visitor, await deps.roster.nameOf(visitor))
    await deps.inbox().signalled({ ...signal, from })
  }

  return { admit }
}

function pass(heard: unknown, hear: Hearing) {
  const news = readNews(heard)
  if (news?.kind === 'changed') hear.changed()
  if (news?.kind === 'typing') hear.typing(news.name, news.on)
}
