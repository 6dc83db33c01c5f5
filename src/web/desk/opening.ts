import type { DeskClientFrame } from '../../adapters/desk/protocol.ts'
import type { Page } from './page.ts'
import { me } from './page.ts'
import { opened } from './state.ts'
import type { Store } from './store.ts'
import type { View } from './views.ts'
import { threadsIn } from './views.ts'

/** Which thread and view are on screen, and which threads' posts the server sends here. */
export interface Opening {
  show(thread: string | null): void
  showView(view: View): void
  move(step: 1 | -1): void
  older(thread: string): void
  /** After a reconnect: says again which threads are open, and what is held of each. */
  reopen(): void
  /** Shows the thread that the address named when the page was loaded, once it is known. */
  arrive(): void
  /** Shows what the address names now: the browser's Back and Forward. */
  followAddress(): void
}

/** So many threads stay open, so that going back to one shows it at once. */
const MOST_OPEN = 6

export function createOpening(
  store: Store<Page>,
  send: (frame: DeskClientFrame) => boolean,
): Opening {
  // The one shown last comes last.
  let recent: readonly string[] = []
  let hasArrived = false

  const show = (thread: string | null) => {
    hasArrived = true
    if (thread === store.get().thread) return
    if (thread !== null) openThread(thread)
    store.set((page) => {
      const freshFrom = page.reading.upTo[thread ?? ''] ?? page.reading.since
      return { ...page, thread, freshFrom, notice: null, drawer: null }
    })
    writeAddress(store.get())
  }

  const openThread = (thread: string) => {
    recent = [...recent.filter((id) => id !== thread), thread]
    const shut = recent.slice(0, -MOST_OPEN)
    recent = recent.slice(-MOST_OPEN)
    const isHeld = store.get().desk.open.has(thread)
    store.set((page) => ({ ...page, desk: opened(page.desk, thread, shut) }))
    for (const id of shut) send({ type: 'shut', thread: id })
    if (!isHeld) send({ type: 'open', thread, change: null })
  }

  const named = () => {
    const number = Number(location.hash.slice(1))
    return [...store.get().desk.threads.values()].find((thread) => thread.number === number)
  }

  return {
    show,
    followAddress: () => show(named()?.id ?? null),
    arrive() {
      if (hasArrived || location.hash === '') return
      const thread = named()
      if (thread) show(thread.id)
    },
    showView: (view) => store.set((page) => ({ ...page, view, drawer: null })),
    move(step) {
      const page = store.get()
      const shown = threadsIn(page.view, page.desk.threads.values(), me(page)?.id ?? '')
      const at = shown.findIndex((thread) => thread.id === page.thread)
      const next = shown[at === -1 ? 0 : at + step]
      if (next) show(next.id)
    },
    older(thread) {
      const before = store.get().desk.open.get(thread)?.posts[0]?.position
      if (before !== undefined) send({ type: 'older', thread, before })
    },
    reopen() {
      for (const [thread, { change }] of store.get().desk.open)
        send({ type: 'open', thread, change })
    },
  }
}

// The number in the address makes a thread a link, and the browser's Back the way to the list.
function writeAddress(page: Page): void {
  const thread = page.thread === null ? undefined : page.desk.threads.get(page.thread)
  const hash = thread ? `#${thread.number}` : ''
  if (location.hash !== hash) history.pushState(null, '', hash || location.pathname)
}
