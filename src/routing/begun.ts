import type { ConversationId } from '../conversation/ids.ts'

/** With which event each conversation's thread on a chat began: what was so by then, its card shows. */
export interface Begun {
  get(chat: string, conversation: ConversationId): number | undefined
  set(chat: string, conversation: ConversationId, events: number): void
}

/** What happens between an opening and its thread's beginning is soon over. */
const KEPT = 20_000

export function knowingBegun(): Begun {
  const known = new Map<string, number>()
  return {
    get: (chat, conversation) => known.get(`${chat}|${conversation}`),
    set(chat, conversation, events) {
      known.set(`${chat}|${conversation}`, events)
      const [oldest] = known.keys()
      if (known.size > KEPT && oldest !== undefined) known.delete(oldest)
    },
  }
}
