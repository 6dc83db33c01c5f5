import type { Conversation, Place } from '../../conversation/conversation.ts'
import type { ConversationId } from '../../conversation/ids.ts'
import { hasGoneOn } from '../../conversation/places.ts'
import type { Store } from '../../ports.ts'
import { remembered } from '../chats/remembered.ts'
import type { DiscordThread } from './refs.ts'

// Apart from the links of threads, whose refs name the card as well: a message tells its channel alone.
const CHANNELS = 'discord channel'

/** Whose the threads and channels of Discord are. */
export interface Whose {
  /** The conversation whose messages go to this channel; null where it is none of ours. */
  conversationIn(channel: string): Promise<ConversationId | null>
  /** A conversation's messages go here from now on, as it is to be in that place. Durable when it resolves. */
  begins(thread: DiscordThread, conversation: ConversationId, place: Place): Promise<void>
  /** The channel of the place that the thread in this channel was opened for, as far as it is known. */
  placeOf(channel: string): Promise<string | undefined>
}

const MOST = 20_000

export function whoseThreads(store: Pick<Store, 'link' | 'linked'>): Whose {
  const known = remembered<ConversationId>(MOST)
  /** What was looked up in vain: of a busy server most that is written is none of ours. */
  const others = remembered<true>(MOST)

  return {
    async conversationIn(channel) {
      const found = known.get(channel)
      if (found || others.get(channel)) return found ?? null
      const link = await store.linked(CHANNELS, channel)
      // It may have begun meanwhile.
      const begun = known.get(channel)
      if (begun) return begun
      if (link) known.set(channel, link.conversation)
      else others.set(channel, true)
      return link?.conversation ?? null
    },
    async begins({ channel: ref }, conversation, { channel }) {
      known.set(ref, conversation)
      others.delete(ref)
      await store.link({ chat: CHANNELS, ref, conversation, message: null, channel })
    },
    placeOf: async (channel) => (await store.linked(CHANNELS, channel))?.channel,
  }
}

/** Whether a conversation goes on in the thread in this channel. */
export function isIts({ placeOf }: Pick<Whose, 'placeOf'>, channel: string) {
  return async (conversation: Conversation): Promise<boolean> =>
    !hasGoneOn(conversation, 'discord', await placeOf(channel))
}
