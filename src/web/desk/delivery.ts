import type { DeskPost, DeskThread } from '../../adapters/desk/protocol.ts'

export type MessagePost = Extract<DeskPost, { readonly kind: 'message' }>
export type Delivery = 'withdrawn' | 'failed' | 'held' | 'waiting' | 'delivered' | 'seen'

/** What became of a reply, seen from `now` (epoch ms by the server's clock); null for what is no reply. */
export function deliveryOf(
  post: MessagePost,
  thread: Pick<DeskThread, 'delivered' | 'seen'>,
  now: number,
): Delivery | null {
  if (post.as !== 'reply') return null
  if (post.withdrawnAt !== null) return 'withdrawn'
  if (post.failed !== null) return 'failed'
  if (post.number <= thread.seen) return 'seen'
  if (post.number <= thread.delivered) return 'delivered'
  if (post.heldUntil !== null && now < post.heldUntil) return 'held'
  return 'waiting'
}

/** The newest own reply that can still be undone, or null. */
export function undoable(posts: readonly DeskPost[], me: string, now: number): MessagePost | null {
  return (
    posts.findLast(
      (post): post is MessagePost =>
        post.kind === 'message' &&
        post.by.id === me &&
        deliveryOf(post, { delivered: 0, seen: 0 }, now) === 'held',
    ) ?? null
  )
}
