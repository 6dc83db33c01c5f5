import type { Message } from '../../conversation/message.ts'
import type { Link, Store } from '../../ports.ts'
import type { At } from './heard.ts'
import { postsRef } from './refs.ts'
import type { DiscordPosts } from './refs.ts'

// Apart from the links of messages, whose newest names all posts of one.
const PARTS = 'discord post'

/** Keeps what each of a message's posts is part of: what is done to one of them is done to the message. */
export async function linkParts(
  store: Pick<Store, 'link'>,
  { channel, posts }: DiscordPosts,
  { id: message, conversation }: Message,
): Promise<void> {
  if (posts.length === 1) return
  for (const id of posts)
    await store.link({
      chat: PARTS,
      ref: postsRef({ channel, posts: [id] }),
      conversation,
      message,
    })
}

/** What the post at this place shows, alone or as one of several; null for what is none of ours. */
export async function linkedPost(
  store: Pick<Store, 'linked'>,
  { channel, id }: At,
): Promise<Link | null> {
  const ref = postsRef({ channel, posts: [id] })
  return (await store.linked('discord', ref)) ?? store.linked(PARTS, ref)
}
