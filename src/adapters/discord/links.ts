import type { Ref, Store } from '../../ports.ts'
import { parseThread } from './refs.ts'
import type { LinkTo } from './said.ts'

/** The address at which people open a thread, or null where it is none of Discord's. */
export function addressOfThread(thread: Ref, guild: string | null): string | null {
  const { channel } = parseThread(thread) ?? {}
  return channel && guild ? `https://discord.com/channels/${guild}/${channel}` : null
}

/** Where the threads of conversations are, by their numbers. */
export function threadLinks(
  store: Pick<Store, 'byNumber' | 'thread'>,
  guild: () => string | null,
): LinkTo {
  return async (number) => {
    const conversation = await store.byNumber(number)
    const thread = conversation && (await store.thread('discord', conversation.id))
    return thread === null ? null : addressOfThread(thread, guild())
  }
}
