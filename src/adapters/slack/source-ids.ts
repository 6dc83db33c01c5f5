import type { Store } from '../../ports.ts'
import type { SlackPosts, SlackThread } from './refs.ts'
import { threadRef } from './refs.ts'

// The ids by which what comes from Slack is taken once, however it comes: as an event, again, or in catching up.

export function messageId(place: SlackThread): string {
  return `message:${threadRef(place)}`
}

export function editId(place: SlackThread, editedAt: string): string {
  return `edit:${threadRef(place)}:${editedAt}`
}

export function removalId(place: SlackThread): string {
  return `removed:${threadRef(place)}`
}

/** True for a post that somebody wrote in Slack: it is theirs, the app cannot change it. */
export async function handPosted(
  store: Pick<Store, 'taken'>,
  { channel, posts: [ts] }: SlackPosts,
): Promise<boolean> {
  return (await store.taken('slack', messageId({ channel, ts }))) !== null
}
