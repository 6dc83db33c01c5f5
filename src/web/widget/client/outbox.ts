import type { ClientFrame, PublicFile, WidgetMessage } from '../../../adapters/widget/protocol.ts'
import type { Kept } from '../storage.ts'

/** Something that the visitor has done and the server has not yet confirmed. */
export interface Pending {
  readonly id: string
  readonly kind: 'send' | 'edit' | 'remove'
  readonly at: number
  /** The page that sends it; another takes over when that one is gone. */
  readonly tab: string
  /** What it edits or removes; of a sent one, the id that the server gave. */
  readonly message: string | null
  readonly text: string
  readonly files: readonly PublicFile[]
  readonly refused: string | null
}

export type Deed = Pick<Pending, 'kind' | 'message' | 'text' | 'files'>

export type Outbox = ReturnType<typeof createOutbox>

export const tab = randomId()
const LONGEST = 200
const CONFIRM_WITHIN_MS = 15_000

/**
 * The visitor's own doings, in order, in the site's storage until the server confirms them: one key each, so
 * that pages side by side never overwrite each other's. `transmit` says whether the link could take it, and
 * `stuck` hears when it took one and nothing came back.
 */
export function createOutbox(
  kept: Kept,
  transmit: (frame: ClientFrame) => boolean,
  stuck: () => void,
  changed: () => void,
) {
  let ready = false
  let waitingFor = ''
  let timer: ReturnType<typeof setTimeout> | undefined

  const put = (one: Pending) => {
    it.pending = [...it.pending.filter(({ id }) => id !== one.id), one].toSorted(
      (a, b) => a.at - b.at,
    )
    changed()
  }
  const keep = (one: Pending) => {
    kept.set(keyOf(one.id), JSON.stringify(one))
    put(one)
  }
  const find = (id: string) => it.pending.find((one) => one.id === id)

  // One at a time: the server may handle two frames side by side, and their order would be lost.
  function pump() {
    const next = it.pending.find(isWaiting)
    if (!ready || waitingFor || !next || !transmit(frameOf(next))) return
    waitingFor = next.id
    timer = setTimeout(stuck, CONFIRM_WITHIN_MS)
  }
  function settle(id: string) {
    if (id !== waitingFor) return
    waitingFor = ''
    clearTimeout(timer)
  }

  const it = {
    /** What this page is about to send, and what it has sent but not yet seen among the messages. */
    pending: [] as readonly Pending[],
    /** By a message's id, the id under which this page sent it. */
    sentAs: new Map<string, string>(),
    /** False when too much waits already. */
    add({ kind, message, text, files }: Deed): boolean {
      if (it.pending.length >= LONGEST) return false
      const at = Math.max(Date.now(), (it.pending.at(-1)?.at ?? 0) + 1)
      keep({ id: randomId(), kind, message, text, files, at, tab, refused: null })
      pump()
      return true
    },
    /** Whether the link is up. When it is up again, what was sent and not confirmed goes once more. */
    resume(up: boolean) {
      ready = up
      settle(waitingFor)
      pump()
    },
    /** The server's word that it has this; returns what is now confirmed. */
    received(id: string, message: string) {
      const one = find(id)
      settle(id)
      if (one?.kind === 'send') {
        it.sentAs.set(message, id)
        kept.remove(keyOf(id))
        put({ ...one, message })
      } else it.discard(id)
      pump()
      return one
    },
    refused(id: string, refused: string) {
      const one = find(id)
      settle(id)
      if (one) keep({ ...one, refused })
      pump()
    },
    discard(id: string) {
      kept.remove(keyOf(id))
      it.pending = it.pending.filter((one) => one.id !== id)
      changed()
    },
    /** Takes over what other pages left behind. */
    adopt(from: (pending: Pending) => boolean) {
      for (const key of kept.keys(keyOf(''))) {
        // Written by `keep`, under a key of our own; gone when another page was faster.
        const one = JSON.parse(kept.get(key) ?? 'null') as Pending | null
        if (one && !find(one.id) && from(one)) keep({ ...one, tab })
      }
      pump()
    },
    /** These messages are here now; what was sent as them need not be shown any more. */
    arrived(messages: ReadonlyMap<string, unknown>) {
      for (const { kind, id, message } of it.pending) {
        if (kind === 'send' && messages.has(message ?? '')) it.discard(id)
      }
    },
  }
  return it
}

/** It is to be sent, now or later. */
export function isWaiting({ refused, kind, message }: Pending): boolean {
  return refused === null && (kind !== 'send' || message === null)
}

/** What a message becomes by the visitor's edit or removal. */
export function effectOf({ kind, text, at }: Pending): Partial<WidgetMessage> {
  return kind === 'remove' ? { removed: true } : { blocks: asTyped(text), editedAt: at }
}

/** Text as it was typed; the server's own version has the links in it. */
export function asTyped(text: string): WidgetMessage['blocks'] {
  return text ? [{ kind: 'paragraph', inlines: [{ kind: 'text', text }] }] : []
}

/** What a kind has no use for the server leaves. */
function frameOf({ kind, id, text, files, message }: Pending): ClientFrame {
  return { type: kind, id, text, message: message ?? '', files: files.map((file) => file.id) }
}

function keyOf(id: string) {
  return `out:${id}`
}

// Not randomUUID: pages on plain http have none.
export function randomId() {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(36)).join(
    '',
  )
}
