import type { WidgetMessage } from '../../../adapters/widget/protocol.ts'
import type { Kept } from '../storage.ts'

export type Messages = ReturnType<typeof createMessages>

/** The conversation as far as this page holds it, each message once, in order. */
export function createMessages(kept: Kept) {
  const byId = new Map<string, WidgetMessage>()
  const it = {
    byId: byId as ReadonlyMap<string, WidgetMessage>,
    inOrder: [] as readonly WidgetMessage[],
    cursor: null as number | null,
    /** There are earlier ones on the server. */
    more: false,
    loadingOlder: false,
    put(messages: readonly WidgetMessage[]) {
      for (const message of messages) byId.set(message.id, message)
      it.inOrder = [...byId.values()].toSorted((a, b) => a.position - b.position)
    },
    merge(messages: readonly WidgetMessage[], cursor: number) {
      it.put(messages)
      it.cursor = Math.max(it.cursor ?? 0, cursor)
    },
    /** What the visitor did to a message, until the server's own version comes. */
    patch(id: string | null, change: Partial<WidgetMessage>) {
      const message = byId.get(id ?? '')
      if (message) it.put([{ ...message, ...change }])
    },
    replies: () => it.inOrder.filter(({ mine, removed }) => !mine && !removed),
    latestReply: () => it.replies().at(-1),
    /** The position of the newest reply that has been on screen. */
    seen: () => Number(kept.get('seen')),
    unread: () => it.replies().filter(({ position }) => position > it.seen()).length,
    clear() {
      byId.clear()
      it.put([])
      it.cursor = null
    },
  }
  return it
}
