import type { Store } from '../ports.ts'

/** As many threads as are likely to be busy at once. */
const KEPT = 20_000

/** A store that keeps at hand which thread a conversation has: every delivery asks. */
export function rememberingThreads(store: Store): Store {
  const known = new Map<string, string>()
  const keyOf = (chat: string, conversation: string) => `${chat}|${conversation}`

  function remember(key: string, ref: string): void {
    known.delete(key)
    known.set(key, ref)
    const [oldest] = known.keys()
    if (known.size > KEPT && oldest !== undefined) known.delete(oldest)
  }

  return {
    ...store,
    async thread(chat, conversation) {
      const key = keyOf(chat, conversation)
      const held = known.get(key)
      if (held !== undefined) return held
      const ref = await store.thread(chat, conversation)
      // Another one may have been linked while this was read.
      const newer = known.get(key)
      if (newer !== undefined) return newer
      if (ref !== null) remember(key, ref)
      return ref
    },
    async link(link) {
      await store.link(link)
      if (link.message === null) remember(keyOf(link.chat, link.conversation), link.ref)
    },
  }
}
