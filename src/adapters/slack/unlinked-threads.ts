import { z } from 'zod'
import type { ConversationId } from '../../conversation/ids.ts'
import type { Ref, Store } from '../../ports.ts'
import { remembered } from '../chats/remembered.ts'
import type { Gateway } from './gateway.ts'
import { receiptOf } from './gateway.ts'
import type { Self } from './heard.ts'
import { parseThread, readMark } from './refs.ts'

interface Deps {
  readonly gateway: Pick<Gateway, 'call'>
  readonly store: Pick<Store, 'load'>
  readonly self: () => Self | null
}

const page = z.looseObject({
  messages: z
    .array(
      z.looseObject({
        ts: z.string(),
        bot_id: z.string().nullish(),
        metadata: z.unknown().optional(),
      }),
    )
    .catch([]),
})

/**
 * Whose a thread is that nobody has linked yet, by the mark on its card: what the answer to it got lost of, or what a
 * process before this one posted last, stands in Slack and can be written in. Throws when Slack does not say now.
 */
export function unlinkedThreads({ gateway, store, self }: Deps) {
  /** Threads of other people's. */
  const foreign = remembered<true>(20_000)

  return async (thread: Ref): Promise<ConversationId | null> => {
    const root = parseThread(thread)
    if (!root || foreign.get(thread)) return null
    const { channel, ts } = root
    const args = { channel, ts, include_all_metadata: true, limit: 1 }
    const called = await gateway.call({ method: 'conversations.replies', channel, args })
    if (!called.ok) {
      const receipt = receiptOf(called, 'thread')
      if (!receipt.ok && receipt.kind === 'retry')
        throw new Error('Slack does not say whose a thread is.')
      return null
    }
    const [card] = page.parse(called.data).messages
    const mark = card?.ts === ts && card.bot_id === self()?.botId ? readMark(card.metadata) : null
    // The brand has no runtime form; whether there is such a conversation the store says.
    const id = mark?.outbox as ConversationId | undefined
    const conversation = id === undefined ? null : await store.load(id)
    if (!conversation) foreign.set(thread, true)
    return conversation?.id ?? null
  }
}
