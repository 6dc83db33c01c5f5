import type { Kept } from '../storage.ts'
import { tab, type Outbox, type Pending } from './outbox.ts'

/**
 * Lets one page of the site send what another has left: a page holds a lock while it has something to send,
 * and who waits for that lock learns of its end. Without locks (plain http) every page takes all at its
 * start, which costs a second copy on the way at worst: the server takes each id once.
 */
export function shareOutbox({ locks, prefix }: Kept, outbox: Outbox, signal: AbortSignal) {
  const watched = new Set([tab])
  let letGo: (() => void) | null = null

  function lock(owner: string, granted: () => Promise<void> | void) {
    // Rejected only when the widget ends: no lock is wanted any more.
    locks?.request(prefix + owner, { signal }, granted).catch(() => {})
  }
  function watch({ tab: owner }: Pending) {
    if (watched.has(owner)) return false
    watched.add(owner)
    lock(owner, () => {
      watched.delete(owner)
      outbox.adopt((pending) => pending.tab === owner)
    })
    return false
  }

  return {
    look: () => outbox.adopt(watch),
    start: () => outbox.adopt(locks ? watch : () => true),
    /** Holds this page's lock while there is something of its own to send. */
    hold(busy: boolean) {
      if (busy === !!letGo) return
      letGo?.()
      letGo = null
      if (!busy) return
      const done = new Promise<void>((resolve) => (letGo = resolve))
      lock(tab, () => done)
    },
  }
}
