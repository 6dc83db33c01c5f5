import type { Conversation } from '../../conversation/conversation.ts'
import type { ConversationId } from '../../conversation/ids.ts'
import { hasLeftChannel, isIn, whereNow } from '../../conversation/places.ts'
import type { Elsewhere, Store } from '../../ports.ts'

interface Deps {
  readonly chat: string
  readonly store: Pick<Store, 'load'>
  readonly whereabouts: (conversation: Conversation) => Promise<readonly Elsewhere[]>
}

/**
 * Why nothing can be done any more in a thread whose conversation goes on in another channel of the same chat, and
 * where it does; null where it goes on in this one, as `isHere` says.
 */
export type AwayFrom = (
  id: ConversationId,
  isHere: (conversation: Conversation) => Promise<boolean>,
) => Promise<string | null>

export function leftThreads({ chat, store, whereabouts }: Deps): AwayFrom {
  return async (id, isHere) => {
    const conversation = await store.load(id)
    if (!conversation || !hasLeftChannel(conversation, chat) || !isIn(conversation, chat))
      return null
    if (await isHere(conversation)) return null
    const there = (await whereabouts(conversation)).find((one) => one.chat === chat)
    const sentence = `This conversation was moved to ${whereNow(conversation, chat)}: go on there.`
    return [sentence, there?.link ?? ''].join(' ').trim()
  }
}
