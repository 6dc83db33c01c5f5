import type { Logger } from 'pino'
import type { Message } from '../../conversation/message.ts'
import type { Clock, Database, Receipt, Ref, TeamChat } from '../../ports.ts'
import { withReactions } from '../chats/with-reactions.ts'
import type { Gateway } from './gateway.ts'
import { receiptOf } from './gateway.ts'
import { linkParts } from './post-links.ts'
import { reactionNameOf } from './reactions.ts'
import { parsePosts, threadRef } from './refs.ts'
import type { SlackThread } from './refs.ts'

interface Deps {
  readonly database: Pick<Database, 'store' | 'feed'>
  readonly gateway: Gateway
  readonly clock: Clock
  readonly log: Logger
  readonly settle: number
}

/** The same, and under its messages stands in Slack what the visitor has set on them. */
export function withSlackReactions<C extends Pick<TeamChat, 'post' | 'amend' | 'stop'>>(
  chat: C,
  { database: { store, feed }, gateway, ...deps }: Deps,
): C {
  async function placeIn(ref: Ref, message: Message): Promise<SlackThread | null> {
    const posts = parsePosts(ref)
    if (!posts) return null
    await linkParts(store, posts, message)
    return { channel: posts.channel, ts: posts.posts[0] }
  }

  async function set({ channel, ts }: SlackThread, name: string, on: boolean): Promise<Receipt> {
    const method = on ? 'reactions.add' : 'reactions.remove'
    const args = { channel, timestamp: ts, name }
    const called = await gateway.call({ method, channel, args, rank: 'redraw' })
    return called.ok ? { ok: true, ref: '' } : receiptOf(called, 'post')
  }

  const slack = { chat: 'slack', store, feed, nameOf: reactionNameOf, refOf: threadRef }
  return withReactions(chat, { ...deps, ...slack, placeIn, set })
}
