import type { Store } from '../../ports.ts'
import type { Heard } from './heard.ts'
import type { SlackPosts, SlackThread } from './refs.ts'
import { threadRef } from './refs.ts'

type Reacted = Extract<Heard, { kind: 'reacted' }>

// The ids by which what comes from Slack is taken once, however it comes: as an event, again, or in catching up.

export function messageId(place: SlackThread): string {
  return `message:${threadRef(place)}`
}

export function editId(place: SlackThread, editedAt: string): string {
  return `edit:${threadRef(place)}:${editedAt}`
}

export function cardId(place: SlackThread): string {
  return `card:${threadRef(place)}`
}

export function removalId(place: SlackThread): string {
  return `removed:${threadRef(place)}`
}

export function mentionId(place: SlackThread): string {
  return `mention:${threadRef(place)}`
}

export function reactionId(reaction: Reacted): string {
  const { user, emoji, on, at } = reaction
  return `reaction:${threadRef(reaction)}:${user}:${emoji.name}:${on ? 'on' : 'off'}:${at}`
}

/** True for a post that somebody wrote in Slack: it is theirs, the app cannot change it. */
export async function handPosted(
  store: Pick<Store, 'taken'>,
  { channel, posts: [ts] }: SlackPosts,
): Promise<boolean> {
  return (await store.taken('slack', messageId({ channel, ts }))) !== null
}
