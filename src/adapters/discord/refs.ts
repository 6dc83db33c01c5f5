import type { Ref } from '../../ports.ts'

/** Where a conversation stands: its messages in one channel, its card in the same or in the one above. Ids are strings: as numbers they would lose their end. */
export interface DiscordThread {
  /** The post, the thread or the channel that messages go to. */
  readonly channel: string
  /** The channel in which the card is a message. */
  readonly cardIn: string
  readonly card: string
}

/** A message in a channel: one post, or several where it was too long for one. */
export interface DiscordPosts {
  readonly channel: string
  readonly posts: readonly [string, ...string[]]
}

const THREAD = /^(\d{1,20})\/(\d{1,20})\/(\d{1,20})$/
const POSTS = /^(\d{1,20})\/(\d{1,20}(?:,\d{1,20})*)$/

/** The ref of a thread: `channel/cardIn/card`. */
export function threadRef({ channel, cardIn, card }: DiscordThread): Ref {
  return `${channel}/${cardIn}/${card}`
}

/** The thread that a ref names, or null if it is not one of Discord's. */
export function parseThread(ref: Ref): DiscordThread | null {
  const [, channel, cardIn, card] = THREAD.exec(ref) ?? []
  return channel && cardIn && card ? { channel, cardIn, card } : null
}

/** The ref of a message, naming all its posts in order. */
export function postsRef({ channel, posts }: DiscordPosts): Ref {
  return `${channel}/${posts.join(',')}`
}

/** The posts that a ref names, or null if it is not one of Discord's. */
export function parsePosts(ref: Ref): DiscordPosts | null {
  const [, channel, list] = POSTS.exec(ref) ?? []
  const [first, ...rest] = list?.split(',') ?? []
  return channel && first ? { channel, posts: [first, ...rest] } : null
}

/** True when `id` was made later than `than`: ids of Discord's grow with time. */
export function isLater(id: string, than: string): boolean {
  return id.length === than.length ? id > than : id.length > than.length
}
