import type { Conversation } from '../../conversation/conversation.ts'
import type { AgentId, MessageId } from '../../conversation/ids.ts'
import type { FileRef } from '../../conversation/message.ts'
import type { DueWords } from '../../conversation/sla.ts'
import type { FeedEntry, Ref } from '../../ports.ts'
import type { DeskElsewhere, DeskPost, DeskThread } from './protocol.ts'

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
  /** The newest whisper to each member who was whispered to: nobody else is told of it. */
  readonly whispers?: Readonly<Record<AgentId, Whisper>>
  readonly movedTo?: readonly DeskElsewhere[]
  readonly due?: DueWords
}

interface Whisper {
  readonly message: MessageId
  readonly at: number
  readonly by: string
}

type Kept<P> = P extends unknown ? Omit<P, 'position' | 'change' | 'files'> : never

/** A post as the feed keeps it: its files without addresses, which are made anew for each reading. */
export type PostBody = Kept<DeskPost> & { readonly files: readonly FileRef[] }

// The two casts below trust what this adapter alone has written under its own topics.

/** The card in an entry of `THREADS`. */
export function cardOf(entry: FeedEntry): Card {
  return entry.body as Card
}

/** True for what waits for nobody here: it is closed, or was moved away. */
export function isOver({ conversation, movedTo }: Card): boolean {
  return conversation.status === 'closed' || movedTo !== undefined
}

/** The post in an entry of a thread's topic. */
export function bodyOf(entry: FeedEntry): PostBody {
  return entry.body as PostBody
}

/** True when this member may be sent the post: a whisper is its author's and its reader's alone. */
export function isFor(post: PostBody | DeskPost, member: string): boolean {
  if (post.kind === 'line' || !post.to) return true
  return post.to.id === member || (post.by.actor === 'human' && post.by.id === member)
}
