import type { Logger } from 'pino'
import type { Command } from '../../commands/command.ts'
import type { Settings } from '../../config.ts'
import type { Conversation } from '../../conversation/conversation.ts'
import type { AgentId, ConversationId } from '../../conversation/ids.ts'
import { hasLeftChannel } from '../../conversation/places.ts'
import type { Clock, Database, Elsewhere, Post, Receipt, Ref, TeamChat } from '../../ports.ts'
import { redrawing } from '../chats/redrawing.ts'
import type { States } from '../chats/states.ts'
import { amendingPosts } from './amending-posts.ts'
import { burstPosts } from './burst-posts.ts'
import { cardNow } from './card-now.ts'
import { channelNotices } from './channel-notices.ts'
import type { Channels } from './channels.ts'
import type { Choosing } from './choosing.ts'
import type { PostDrawing } from './drawn-posts.ts'
import type { Gateway } from './gateway.ts'
import { receiptOf } from './gateway.ts'
import type { Losses } from './losses.ts'
import { lostThreads } from './lost-threads.ts'
import { openingThreads } from './opening-threads.ts'
import { slackPosting, updateOf } from './posting.ts'
import { puttingPosts } from './putting-posts.ts'
import { parseThread, threadRef } from './refs.ts'
import type { SlackThread } from './refs.ts'

export interface OutgoingDeps {
  readonly settings: () => Settings
  readonly database: Pick<Database, 'store' | 'visitors' | 'people' | 'feed'>
  readonly gateway: Gateway
  readonly choosing: Choosing
  readonly channels: Pick<Channels, 'find'>
  readonly losses: Losses
  readonly clock: Clock
  readonly log: Logger
  readonly commands: readonly Command[]
  /** Where a conversation is that is not here any more. */
  readonly whereabouts: (conversation: Conversation) => Promise<readonly Elsewhere[]>
  readonly states: States<SlackThread>
  readonly drawing: Omit<PostDrawing, 'members'>
  /** Learns who these members are in Slack, so that a line can alert them. */
  readonly meet: (members: readonly AgentId[]) => Promise<unknown>
  /** Told where a thread begins. */
  readonly opened: (channel: string, ts: string) => void
}

export interface SlackOutgoing extends Pick<
  TeamChat,
  'openThread' | 'findThread' | 'post' | 'amend' | 'refresh' | 'stop'
> {
  readonly postSome: NonNullable<TeamChat['postSome']>
  readonly notice: NonNullable<TeamChat['notice']>
  /** Goes on with what a process before this one left undrawn. */
  begin(): Promise<void>
  /** Whose thread this is, also while it is only being opened. */
  readonly conversationOf: (thread: Ref) => Promise<ConversationId | null>
}

/** What Greenroom puts into Slack. A thread's ref is its card's place, a message's ref names all its posts. */
export function slackOutgoing(deps: OutgoingDeps): SlackOutgoing {
  const { database, gateway, choosing, losses, states } = deps
  const { store, people, visitors, feed } = database
  const card = (conversation: Conversation, of?: string) =>
    cardNow({ ...deps, visitors }, conversation, of)
  const posting = slackPosting(deps)
  const threads = lostThreads({ store, choosing, losses })
  const opening = openingThreads({ ...deps, store, posting, threads, card })
  const putting = puttingPosts({ ...deps, store, people, posting })
  const bursts = burstPosts({ gateway, store, posting, putting })
  const amend = amendingPosts({ gateway, store, states, putting, bursts })

  async function postSome(thread: Ref, given: readonly Post[]) {
    const root = parseThread(thread)
    if (!root || threads.isLost(thread)) return null
    const some = await bursts.postSome(root, given)
    if (!some) return null
    if (!some.ok)
      return { ok: false as const, receipt: await threads.elsewhere(thread, some.receipt) }
    for (const [index, ref] of some.refs.entries()) {
      const one = given[index]
      if (one) putting.remember(root, one, ref)
    }
    return some
  }

  /** The channel of the route that a thread was opened for, where that may be another than the conversation's now. */
  async function channelOf(root: SlackThread, conversation: Conversation) {
    if (!hasLeftChannel(conversation, 'slack')) return undefined
    return (await store.linked('slack', threadRef(root)))?.channel
  }

  async function redrawCard(root: SlackThread, conversation: Conversation): Promise<Receipt> {
    const ref = threadRef(root)
    const of = await channelOf(root, conversation)
    const update = updateOf(root, await card(conversation, of), {
      outbox: conversation.id,
      part: 1,
    })
    const called = await gateway.call({ ...update, rank: 'redraw', key: ref })
    if (called.ok) {
      await states.progressed(conversation)
      return { ok: true, ref }
    }
    const receipt = receiptOf(called, 'card')
    const isOver = !receipt.ok && receipt.kind === 'blocked' && conversation.status === 'closed'
    // Nobody waits for the card of what is closed in a channel that is no more.
    return isOver ? { ok: true, ref } : receipt
  }

  const { refresh, begin, stop } = redrawing({
    store,
    feed,
    topic: 'slack:card',
    log: deps.log,
    isBehind: () => gateway.behind('chat.update', '') > 0,
    draw: threads.knowing(redrawCard),
  })
  return {
    ...opening,
    refresh,
    post: threads.knowing(putting.post),
    postSome,
    amend: threads.knowing(amend),
    notice: channelNotices({ channels: deps.channels, posting }),
    conversationOf: threads.conversationOf,
    begin,
    stop,
  }
}
