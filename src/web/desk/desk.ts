import type { Drafts } from './drafts.ts'
import { createDrafts } from './drafts.ts'
import { createHearing } from './hearing.ts'
import { forget, keepFor } from './keep.ts'
import type { Opening } from './opening.ts'
import { createOpening } from './opening.ts'
import type { Page } from './page.ts'
import { firstPage, me } from './page.ts'
import type { Prefs } from './prefs.ts'
import { applyPrefs, readPrefs, showTheme } from './prefs.ts'
import { markedRead, readReading } from './reading.ts'
import type { Done, Sending } from './sending.ts'
import { createSending } from './sending.ts'
import { withoutStaleTyping } from './state.ts'
import type { Store } from './store.ts'
import { createStore } from './store.ts'
import type { Telling } from './telling.ts'
import { createTelling } from './telling.ts'
import { openWire } from './wire.ts'

/** What the page can do. Parts call these and draw `store`; nothing else changes it. */
export interface Desk
  extends
    Telling,
    Omit<Opening, 'reopen' | 'arrive' | 'followAddress'>,
    Pick<Sending, 'ask' | 'release' | 'discard'> {
  readonly store: Store<Page>
  drafts(): Drafts
  /** Epoch ms by the server's clock. */
  now(): number
  /** Gives a command and shows its answer beside the thread. */
  press(thread: string | null, name: string, args?: Readonly<Record<string, string>>): Promise<Done>
  /** Says that the visitor may see this member typing, or no longer. */
  typing(thread: string, on: boolean): void
  drawer(drawer: Page['drawer']): void
  prefer(change: Partial<Prefs>): void
  signOut(): void
}

const BASE = import.meta.env.BASE_URL

/** Connects the page; it stays connected until the server ends it. */
export function createDesk(): Desk {
  const browser = keepFor('browser')
  let keep = keepFor('nobody')
  let drafts = createDrafts(keep)
  const store = createStore(firstPage(readPrefs(browser), Date.now()))
  const telling = createTelling(store)

  const sending = createSending({
    store,
    keep: () => keep,
    send: (frame) => isUp() && wire.send(frame),
  })
  const opening = createOpening(store, (frame) => isUp() && wire.send(frame))
  const isUp = () => store.get().connection === 'open'
  const mark = () => {
    if (document.visibilityState === 'visible') store.set((page) => markedRead(page, keep))
  }

  const met = (member: string) => {
    drafts.flush()
    keep = keepFor(member)
    drafts = createDrafts(keep)
    store.set((page) => ({ ...page, reading: readReading(keep, Date.now()) }))
    sending.restore()
  }

  const ready = () => {
    store.set((page) => ({ ...page, connection: 'open', farewell: null }))
    opening.reopen()
    sending.resend()
  }

  const lost = (failures: number) => {
    store.set((page) => ({
      ...page,
      connection: page.connection === 'connecting' ? 'connecting' : 'lost',
    }))
    if (failures % 3 === 1) void askWhetherSignedOut(store, () => wire.stop())
  }

  const heard = createHearing({
    store,
    telling,
    met,
    ready,
    settled(done) {
      if (!sending.settle(done) && !done.ok) telling.toast(done.error, 'bad')
    },
    show: opening.show,
    ended: () => wire.stop(),
  })

  const wire = openWire({
    url: `${location.origin.replace(/^http/, 'ws')}${BASE}socket`,
    greet: () => ({ type: 'hello', cursor: store.get().desk.cursor }),
    hear: (frame) => {
      heard(frame)
      if (frame.type === 'threads') opening.arrive()
      mark()
    },
    lost,
  })

  showTheme(store.get().prefs)
  addEventListener('online', wire.nudge)
  addEventListener('pagehide', () => drafts.flush())
  addEventListener('popstate', opening.followAddress)
  document.addEventListener('visibilitychange', () => {
    drafts.flush()
    wire.nudge()
    mark()
  })
  setInterval(
    () => store.set((page) => withDesk(page, withoutStaleTyping(page.desk, Date.now()))),
    2_000,
  )

  return {
    store,
    ...telling,
    ...opening,
    ...sending,
    drafts: () => drafts,
    now: () => Date.now() + store.get().desk.skew,
    show(thread) {
      opening.show(thread)
      mark()
    },
    async press(thread, name, args = {}) {
      telling.clearNotice()
      const done = await sending.ask({ type: 'command', thread, name, args })
      telling.answer(done, thread, `/${name}`)
      return done
    },
    typing: (thread, on) => void (isUp() && wire.send({ type: 'typing', thread, on })),
    drawer: (drawer) => store.set((page) => ({ ...page, drawer })),
    prefer(change) {
      store.set((page) => ({ ...page, prefs: { ...page.prefs, ...change } }))
      applyPrefs(browser, store.get().prefs)
    },
    signOut() {
      wire.stop()
      drafts.flush()
      forget(me(store.get())?.id ?? '')
      const form = document.createElement('form')
      form.method = 'post'
      form.action = `${BASE}leave`
      document.body.append(form)
      form.submit()
    },
  }
}

function withDesk(page: Page, desk: Page['desk']): Page {
  return desk === page.desk ? page : { ...page, desk }
}

/** A browser says nothing of why a socket was refused, so the page asks by a request whether it is signed out. */
async function askWhetherSignedOut(store: Store<Page>, stop: () => void): Promise<void> {
  const answer = await fetch(BASE, { method: 'HEAD', cache: 'no-store' }).catch(() => null)
  if (answer?.status !== 401) return
  stop()
  const error =
    'You are signed out. Open the link that you were given, or ask a supervisor for a new one.'
  store.set((page) => ({ ...page, farewell: { error, again: false } }))
}
