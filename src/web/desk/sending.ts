import type { DeskServerFrame } from '../../adapters/desk/protocol.ts'
import type { Keep } from './keep.ts'
import type { Page } from './page.ts'
import { me } from './page.ts'
import type { Asked, Pending } from './pending.ts'
import { MAX_PENDING, restored } from './pending.ts'
import type { Store } from './store.ts'

export type Done = Extract<DeskServerFrame, { readonly type: 'done' }>

/** A frame without its id, which it is given here. */
export type Wish = Asked extends infer Frame
  ? Frame extends Asked
    ? Omit<Frame, 'id'>
    : never
  : never

/** Keeps what was asked until the server answers it, across drops and reloads. */
export interface Sending {
  /** Resolves with the server's answer, however long the line is down. */
  ask(wish: Wish): Promise<Done>
  /** Takes the server's answer. False when whoever asked is gone, as after a reload. */
  settle(done: Done): boolean
  /** Sends again all that has no answer yet, in order. */
  resend(): void
  /** Sends what was stopped, or gives it up. */
  release(id: string): void
  discard(id: string): void
  /** Takes back what an earlier load of the page left. */
  restore(): void
}

interface Means {
  readonly store: Store<Page>
  keep(): Keep
  send(frame: Asked): boolean
}

/** How long an accepted message is shown as such when its post does not come. */
const POST_COMES = 1_500

export function createSending({ store, keep, send }: Means): Sending {
  const waiting = new Map<string, (done: Done) => void>()

  const put = (pending: Pending) => {
    keep().write(keyOf(pending.frame.id), pending)
    store.set((page) => ({ ...page, pending: replaced(page.pending, pending) }))
  }

  const discard = (id: string) => {
    keep().drop(keyOf(id))
    store.set((page) => ({ ...page, pending: page.pending.filter((one) => one.frame.id !== id) }))
  }

  const said = (pending: Pending, done: Done) => {
    if (!done.ok) return put({ ...pending, state: 'refused', error: done.error })
    keep().drop(keyOf(done.id))
    const accepted: Pending = { ...pending, state: 'accepted', message: done.message ?? null }
    store.set((page) => ({ ...page, pending: replaced(page.pending, accepted) }))
    setTimeout(() => discard(done.id), POST_COMES)
  }

  const find = (id: string) => store.get().pending.find((one) => one.frame.id === id)

  return {
    discard,
    ask(wish) {
      const frame = { ...wish, id: crypto.randomUUID() } as Asked
      if (store.get().pending.length >= MAX_PENDING) return Promise.resolve(tooMany(frame.id))
      put(pendingOf(frame, store.get()))
      send(frame)
      return new Promise((resolve) => waiting.set(frame.id, resolve))
    },
    settle(done) {
      const pending = find(done.id)
      if (pending?.frame.type === 'say') said(pending, done)
      else discard(done.id)
      waiting.get(done.id)?.(done)
      return waiting.delete(done.id)
    },
    resend() {
      for (const { frame, state } of store.get().pending) if (state === 'sending') send(frame)
    },
    release(id) {
      const pending = find(id)
      if (!pending) return
      put({ ...pending, state: 'sending', error: null, at: Date.now() })
      send(pending.frame)
    },
    restore() {
      const kept = keep()
        .all('ask.')
        .filter(isPending)
        .map((pending) => restored(pending, Date.now()))
        .toSorted((a, b) => a.at - b.at)
      store.set((page) => ({ ...page, pending: kept }))
    },
  }
}

function pendingOf(frame: Asked, page: Page): Pending {
  const posts =
    'thread' in frame && frame.thread ? page.desk.open.get(frame.thread)?.posts : undefined
  return {
    frame,
    by: me(page)?.id ?? '',
    at: Date.now(),
    after: posts?.at(-1)?.position ?? 0,
    state: 'sending',
    error: null,
    message: null,
  }
}

function replaced(pending: readonly Pending[], next: Pending): Pending[] {
  const held = pending.some((one) => one.frame.id === next.frame.id)
  if (!held) return [...pending, next]
  return pending.map((one) => (one.frame.id === next.frame.id ? next : one))
}

function isPending(kept: unknown): kept is Pending {
  return typeof kept === 'object' && kept !== null && 'frame' in kept && 'state' in kept
}

function keyOf(id: string): string {
  return `ask.${id}`
}

function tooMany(id: string): Done {
  const error = `${MAX_PENDING} messages still wait for the connection. Send this one when it is back.`
  return { type: 'done', id, ok: false, error }
}
