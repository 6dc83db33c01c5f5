import type { Ref, Store } from '../ports.ts'

/** As many threads as are likely to be busy at once. */
const KEPT = 20_000

interface Known {
  readonly ref: Ref
  /** Undefined where nobody has asked yet. */
  readonly channel: string | undefined
}

/** A store that keeps at hand which thread a conversation has: every delivery asks. */
export function rememberingThreads(store: Store): Store {
  /** The newest of each. */
  const known = new Map<string, Known>()
  const keyOf = (chat: string, conversation: string) => `${chat}|${conversation}`

  function remember(key: string, thread: Known): void {
    known.delete(key)
    known.set(key, thread)
    const [oldest] = known.keys()
    if (known.size > KEPT && oldest !== undefined) known.delete(oldest)
  }

  return {
    ...store,
    async thread(chat, conversation, channel) {
      const key = keyOf(chat, conversation)
      const held = known.get(key)
      if (held && isIn(held, channel)) return held.ref
      const ref = await store.thread(chat, conversation, channel)
      // Another one may have been linked while this was read.
      const newer = known.get(key)
      if (newer && isIn(newer, channel)) return newer.ref
      if (ref === null || newer !== held) return ref
      const isNewest = channel === undefined || (await store.thread(chat, conversation)) === ref
      if (isNewest && known.get(key) === held) remember(key, { ref, channel })
      return ref
    },
    async link(link) {
      await store.link(link)
      const { chat, conversation, ref, channel } = link
      if (link.message === null) remember(keyOf(chat, conversation), { ref, channel })
    },
  }
}

function isIn(thread: Known, channel: string | undefined): boolean {
  return channel === undefined || thread.channel === channel
}
