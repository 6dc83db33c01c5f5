import type { DeskServerFrame } from '../../adapters/desk/protocol.ts'
import { newsOf } from './news.ts'
import type { News } from './news.ts'
import type { Page } from './page.ts'
import { me } from './page.ts'
import type { Done } from './sending.ts'
import { chime, notify, showCount } from './signals.ts'
import { hear } from './state.ts'
import type { Store } from './store.ts'
import type { Telling } from './telling.ts'
import { countsOf } from './views.ts'

interface Means {
  readonly store: Store<Page>
  readonly telling: Telling
  /** The member is known; called again when they turn out to be another. */
  met(member: string): void
  /** The line is up and the world is known. */
  ready(): void
  settled(done: Done): void
  show(thread: string): void
  ended(): void
}

const REMEMBERED = 200

/** Takes what the server says into the page. */
export function createHearing({ store, telling, met, ready, settled, show, ended }: Means) {
  const alerted = new Set<string>()

  const tell = (news: News) => {
    const { prefs, desk } = store.get()
    if (news.kind === 'said' || news.kind === 'waits') announce(store, news)
    if (news.kind === 'said') return
    if (news.kind === 'alert') {
      if (alerted.has(news.id)) return
      remember(alerted, news.id)
      telling.toast(news.text, 'alert', news.thread)
    }
    if (prefs.sound) chime()
    const number = desk.threads.get(news.thread)?.number ?? ''
    if (prefs.notify) notify(`#${number}`, news.text, news.thread, () => show(news.thread))
  }

  return (frame: DeskServerFrame) => {
    if (frame.type === 'done') return settled(frame)
    if (frame.type === 'goodbye') {
      store.set((page) => ({ ...page, farewell: { error: frame.error, again: frame.again } }))
      if (!frame.again) ended()
      return
    }
    const before = store.get().desk
    store.set((page) => {
      const desk = hear(page.desk, frame, Date.now())
      return desk === page.desk ? page : { ...page, desk }
    })
    if (frame.type === 'world' && before.world?.me.id !== frame.me.id) met(frame.me.id)
    if (frame.type === 'threads' && store.get().connection !== 'open') ready()
    for (const news of newsOf(before, frame)) tell(news)
    showTitle(store.get())
  }
}

const SPOKEN = 200

function announce(store: Store<Page>, news: News): void {
  store.set((page) => {
    if (news.kind === 'said' && news.thread !== page.thread) return page
    return { ...page, heard: news.text.slice(0, SPOKEN) }
  })
}

function showTitle(page: Page): void {
  const waiting = countsOf(page.desk.threads.values(), me(page)?.id ?? '').get('waiting') ?? 0
  showCount(waiting, page.desk.world?.name ?? 'Greenroom')
}

function remember(set: Set<string>, id: string): void {
  set.add(id)
  if (set.size > REMEMBERED) for (const oldest of set.values()) return void set.delete(oldest)
}
