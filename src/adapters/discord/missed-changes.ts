import type { Clock, Ref, Store } from '../../ports.ts'
import { comparing } from '../chats/missed-changes.ts'
import type { Dispatch } from './connection.ts'
import type { Gateway } from './gateway.ts'
import { readingBack } from './reading-back.ts'
import type { StandingMessage } from './reading-back.ts'
import { isLater, parsePosts, parseThread } from './refs.ts'
import type { DiscordThread } from './refs.ts'
import { handPosted } from './source-ids.ts'

interface Deps {
  readonly store: Pick<Store, 'list' | 'thread' | 'history' | 'shown' | 'taken'>
  readonly gateway: Gateway
  /** Takes it as if Discord had told of it. */
  readonly hear: (dispatch: Dispatch) => void
  readonly clock: Clock
}

/** Finds what agents edited and deleted in Discord while nobody heard it: it is kept as if Discord had told of it. */
export function missedChanges({ store, gateway, hear, clock }: Deps) {
  const ending = new AbortController()
  const back = readingBack(gateway, ending.signal)
  const changes = comparing<DiscordThread, StandingMessage>({
    chat: 'discord',
    store,
    clock,
    parseThread,
    writtenIn,
    isLater,
    read: ({ channel }, oldest) => back.from(channel, oldest),
    lacks: ({ channel }, id) => back.lacks(channel, id),
    async keepEdit({ channel }, message, since) {
      const at = message.edited_timestamp
      if (at && Date.parse(at) > since)
        hear({ t: 'MESSAGE_UPDATE', d: { ...message, channel_id: channel } })
    },
    async keepRemoval({ channel }, { id }) {
      hear({ t: 'MESSAGE_DELETE', d: { id, channel_id: channel } })
    },
    ending: ending.signal,
  })

  async function writtenIn({ channel }: DiscordThread, shown: Ref): Promise<string | null> {
    const posts = parsePosts(shown)
    if (posts?.channel !== channel) return null
    return (await handPosted(store, posts)) ? posts.posts[0] : null
  }

  return {
    /** Compares what is held with what stands in Discord; once more if it is asked for meanwhile. */
    run: changes.run,
    async stop(): Promise<void> {
      ending.abort()
      await changes.stop()
    },
  }
}
