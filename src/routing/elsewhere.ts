import type { Refusal } from '../conversation/actions.ts'
import type { Conversation } from '../conversation/conversation.ts'
import { chatNames, hasLeft } from '../conversation/places.ts'
import type { Elsewhere, Store, TeamChat } from '../ports.ts'

export interface ElsewhereDeps {
  readonly store: Pick<Store, 'thread'>
  teamChat(name: string): Pick<TeamChat, 'linkTo'> | undefined
}

/** The team chats that a conversation is in now, with the addresses of its threads. */
export async function whereabouts(
  { store, teamChat }: ElsewhereDeps,
  { id, places }: Conversation,
): Promise<readonly Elsewhere[]> {
  return Promise.all(
    places.map(async ({ chat, channel }) => {
      const thread = await store.thread(chat, id, channel)
      const link = thread === null ? null : await teamChat(chat)?.linkTo?.(thread)
      return { chat, link: link ?? null }
    }),
  )
}

/** Why nothing can be done any more from a chat that the conversation was moved away from; null where it was not. */
export async function movedAway(
  deps: ElsewhereDeps,
  conversation: Conversation | null,
  chat: string,
  what: 'write' | 'do it',
): Promise<Refusal | null> {
  if (!conversation || !hasLeft(conversation, chat)) return null
  const links = (await whereabouts(deps, conversation)).flatMap(({ link }) => link ?? [])
  const sentence = `This conversation was moved to ${chatNames(conversation.places)}: ${what} there.`
  return { code: 'moved', sentence: [sentence, ...links].join(' ') }
}
