import type { Store } from '../../ports.ts'
import type { DiscordPosts } from './refs.ts'

// The ids by which what comes from Discord is taken once, however it comes: as an event, again, or in catching up.

export function messageId(id: string): string {
  return `message:${id}`
}

export function editId(id: string, editedAt: string): string {
  return `edit:${id}:${editedAt}`
}

export function removalId(id: string): string {
  return `removed:${id}`
}

/** True for a post that somebody wrote in Discord: it is theirs, the app cannot change it. */
export async function handPosted(
  store: Pick<Store, 'taken'>,
  { posts: [id] }: DiscordPosts,
): Promise<boolean> {
  return (await store.taken('discord', messageId(id))) !== null
}
