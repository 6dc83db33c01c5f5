import type { Message } from '../../conversation/message.ts'
import type { Link, Ref, Store } from '../../ports.ts'
import { MOST_JOINED } from './joined.ts'
import { postsRef, singleRefs, threadRef } from './refs.ts'
import type { SlackPosts, SlackThread } from './refs.ts'

// Apart from the links of messages, whose newest names all posts of one.
const PARTS = 'slack post'

/** Keeps what each of a message's posts is part of: what is done to one of them is done to the message. */
export async function linkParts(
  store: Pick<Store, 'link'>,
  posts: SlackPosts,
  { id: message, conversation }: Message,
): Promise<void> {
  if (posts.posts.length === 1) return
  for (const ref of singleRefs(posts)) await store.link({ chat: PARTS, ref, conversation, message })
}

/** Keeps that this post, which is none of those, is part of a message: its files. */
export async function linkPart(
  store: Pick<Store, 'link'>,
  place: SlackThread,
  { id: message, conversation }: Message,
): Promise<void> {
  await store.link({ chat: PARTS, ref: threadRef(place), conversation, message })
}

/** The thread that the post at this place stands in, or null for what is none of ours. */
export async function threadOf(
  store: Pick<Store, 'linked' | 'thread'>,
  place: SlackThread,
): Promise<Ref | null> {
  const link = await linkedPost(store, place)
  return link && store.thread('slack', link.conversation)
}

/** What the post at this place shows, as one of several or alone, or the last that it shows; null for what is none of ours. */
export async function linkedPost(
  store: Pick<Store, 'linked'>,
  place: SlackThread,
): Promise<Link | null> {
  const ref = threadRef(place)
  const link = await store.linked('slack', ref)
  if (!link?.message) return link ?? (await store.linked(PARTS, ref))
  return (await lastOfBurst(store, place)) ?? link
}

async function lastOfBurst(
  store: Pick<Store, 'linked'>,
  { channel, ts }: SlackThread,
): Promise<Link | null> {
  let last: Link | null = null
  for (let at = 2; at <= MOST_JOINED; at += 1) {
    const link = await store.linked('slack', postsRef({ channel, posts: [ts], at }))
    if (!link) break
    last = link
  }
  return last
}
