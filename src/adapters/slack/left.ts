import type { Conversation } from '../../conversation/conversation.ts'
import { hasGoneOn } from '../../conversation/places.ts'
import type { Store } from '../../ports.ts'
import { parsePosts, threadRef } from './refs.ts'
import type { SlackThread } from './refs.ts'

/** Whether a conversation goes on in this thread. */
export function isIts(store: Pick<Store, 'linked'>, thread: SlackThread) {
  return async (conversation: Conversation): Promise<boolean> => {
    const link = await store.linked('slack', threadRef(thread))
    return !hasGoneOn(conversation, 'slack', link?.channel)
  }
}

/** Whether this post is the one that shows a message in the thread where its conversation goes on. */
export async function isNewest(
  store: Pick<Store, 'shown'>,
  { ts }: SlackThread,
  message: Parameters<Store['shown']>[1],
): Promise<boolean> {
  const ref = await store.shown('slack', message)
  return ref === null || parsePosts(ref)?.posts.includes(ts) === true
}
