import type { ConversationId } from '../../conversation/ids.ts'
import type { Receipt, Ref, Store } from '../../ports.ts'
import { remembered } from '../chats/remembered.ts'
import type { Choosing } from './choosing.ts'
import { APP } from '../chats/losses.ts'
import type { Losses } from './losses.ts'
import { parseThread } from './refs.ts'
import type { SlackThread } from './refs.ts'

interface Deps {
  readonly store: Pick<Store, 'linked' | 'load'>
  readonly choosing: Choosing
  readonly losses: Losses
}

const GONE: Receipt = { ok: false, kind: 'gone', reason: 'This thread is not in Slack.' }

export type LostThreads = ReturnType<typeof lostThreads>

/** Whose the threads are, and which of them take no more. */
export function lostThreads({ store, choosing, losses }: Deps) {
  /** Those that took no more, though they may be there: locked ones, and those of a channel that is lost. */
  const lost = remembered<true>(1_000)
  /** Whose each thread is that this process opened. */
  const begun = remembered<ConversationId>(20_000)

  /** Whose thread this is, also while it is only being opened. */
  async function conversationOf(thread: Ref): Promise<ConversationId | null> {
    const known = begun.get(thread)
    if (known) return known
    const link = await store.linked('slack', thread)
    return link?.message === null ? link.conversation : null
  }

  /** A thread whose channel is lost is gone where another channel of the route can take its conversation. */
  async function elsewhere(thread: Ref, receipt: Receipt): Promise<Receipt> {
    const root = parseThread(thread)
    const isLost = root !== null && losses.has(root.channel) && !losses.has(APP)
    if (receipt.ok || receipt.kind !== 'blocked' || !isLost) return receipt
    const id = await conversationOf(thread)
    const conversation = id && (await store.load(id))
    const place = conversation && conversation.places.find(({ chat }) => chat === 'slack')
    return conversation && place && (await choosing.hasAny(conversation, place)) ? GONE : receipt
  }

  /** Work in a thread, which is not tried where it is gone: that is remembered, so that a new one is opened. */
  function knowing<Rest extends unknown[]>(
    work: (root: SlackThread, ...rest: Rest) => Promise<Receipt>,
  ): (thread: Ref, ...rest: Rest) => Promise<Receipt> {
    return async (thread, ...rest) => {
      const root = parseThread(thread)
      if (!root || lost.get(thread)) return GONE
      const receipt = await elsewhere(thread, await work(root, ...rest))
      if (!receipt.ok && receipt.kind === 'gone') lost.set(thread, true)
      return receipt
    }
  }

  return {
    begins: (thread: Ref, conversation: ConversationId) => begun.set(thread, conversation),
    isLost: (thread: Ref) => lost.get(thread) === true,
    conversationOf,
    elsewhere,
    knowing,
  }
}
