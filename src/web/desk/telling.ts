import type { Dialog, Page, Toast } from './page.ts'
import type { Done } from './sending.ts'
import type { Store } from './store.ts'

/** Ways to say something to who sits before the page. */
export interface Telling {
  toast(text: string, tone: Toast['tone'], thread?: string | null): void
  dismiss(toast: string): void
  open(dialog: Dialog | null): void
  clearNotice(): void
  /** Shows an answer that no part shows itself: a refusal, a word, a text to read, a link. */
  answer(done: Done, thread: string | null, title: string): void
}

const MOST_TOASTS = 4
/** Longer answers are for a dialog, not for a line that goes away. */
const SHORT = 160

export function createTelling(store: Store<Page>): Telling {
  const dismiss = (id: string) =>
    store.set((page) => ({ ...page, toasts: page.toasts.filter((toast) => toast.id !== id) }))

  const toast = (text: string, tone: Toast['tone'], thread: string | null = null) => {
    const added: Toast = { id: crypto.randomUUID(), text, tone, thread }
    store.set((page) => ({ ...page, toasts: [...page.toasts, added].slice(-MOST_TOASTS) }))
  }

  const open = (dialog: Dialog | null) => store.set((page) => ({ ...page, dialog }))

  const note = (thread: string | null, text: string, tone: Toast['tone']) => {
    toast(text, tone)
    if (thread) store.set((page) => ({ ...page, notice: { thread, text, tone } }))
  }

  return {
    toast,
    dismiss,
    open,
    clearNotice: () => store.set((page) => (page.notice ? { ...page, notice: null } : page)),
    answer(done, thread, title) {
      if (!done.ok) return note(thread, done.error, 'bad')
      if (done.link !== undefined)
        return open({ kind: 'link', link: done.link, text: done.text ?? '' })
      if (done.text === undefined) return
      const isShort = done.text.length <= SHORT && !done.text.includes('\n')
      if (isShort) note(thread, done.text, 'good')
      else open({ kind: 'answer', title, text: done.text })
    },
  }
}
