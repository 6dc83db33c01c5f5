import type { Conversation } from '../../conversation/conversation.ts'
import type { FileRef } from '../../conversation/message.ts'
import type { FeedEntry, Ref } from '../../ports.ts'
import type { DeskPost, DeskThread } from './protocol.ts'

/** The feed's topic of all cards; an entry's key is the thread. */
export const THREADS = 'desk:threads'

/** The feed's topic of one thread's posts. */
export function postsOf(thread: Ref): string {
  return `desk:thread:${thread}`
}

/** A thread's card as the feed keeps it: what is the same for every member. */
export interface Card {
  readonly conversation: Conversation
  readonly channel: string
  readonly visitor: DeskThread['visitor']
  readonly last: (NonNullable<DeskThread['last']> & { readonly number: number }) | null
}

type Kept<P> = P extends unknown ? Omit<P, 'position' | 'change' | 'files'> : never

/** A post as the feed keeps it: its files without addresses, which are made anew for each reading. */
export type PostBody = Kept<DeskPost> & { readonly files: readonly FileRef[] }

// The two casts below trust what this adapter alone has written under its own topics.

/** The card in an entry of `THREADS`. */
export function cardOf(entry: FeedEntry): Card {
  return entry.body as Card
}

/** The post in an entry of a thread's topic. */
export function bodyOf(entry: FeedEntry): PostBody {
  return entry.body as PostBody
}
