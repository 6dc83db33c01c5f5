import { z } from 'zod'
import type { MessageId } from '../../../conversation/ids.ts'
import type { Feed } from '../../../ports.ts'

const COPIES = 'discord:fan copies'
const POSTS = 'discord:fan posts'

// The brand has no runtime form; what was stored under it was its own.
const id = z.string().transform((text) => text as MessageId)

const copy = z.object({
  /** The inbox that it is of. */
  inbox: z.string(),
  channel: z.string(),
  /** In their order; the first is what reactions are set on. */
  posts: z.array(z.string()),
  isRemoved: z.boolean(),
  /** What the app has set on it. */
  reactions: z.array(z.string()),
})

/** A message as it stands among somebody's direct messages. */
export type Copy = z.infer<typeof copy>

const post = z.object({ message: id })

/** Where which message stands among direct messages, kept for ever. */
export interface Copies {
  get(message: MessageId): Promise<Copy | null>
  /** Durable when it resolves. */
  put(message: MessageId, copy: Copy): Promise<void>
  /** The message that a post is, or is a part of; null for any other post. */
  messageAt(post: string): Promise<MessageId | null>
}

export function fanCopies(feed: Pick<Feed, 'get' | 'put'>): Copies {
  return {
    async get(message) {
      return copy.safeParse((await feed.get(COPIES, message))?.body).data ?? null
    },
    async put(message, given) {
      const posts = given.posts.map((key) => ({ topic: POSTS, key, body: { message } }))
      await feed.put([{ topic: COPIES, key: message, body: given }, ...posts])
    },
    async messageAt(key) {
      return post.safeParse((await feed.get(POSTS, key))?.body).data?.message ?? null
    },
  }
}
