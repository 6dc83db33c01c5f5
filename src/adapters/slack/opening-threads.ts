import type { Conversation, Place } from '../../conversation/conversation.ts'
import type { Receipt, Ref, Store } from '../../ports.ts'
import { remembered } from '../chats/remembered.ts'
import type { SlackMessage } from './cards.ts'
import type { Choosing } from './choosing.ts'
import type { Gateway } from './gateway.ts'
import { isThere } from './is-there.ts'
import type { LostThreads } from './lost-threads.ts'
import type { Losses } from './losses.ts'
import type { Posting, SlackPosting } from './posting.ts'
import { parseThread, threadRef } from './refs.ts'
import type { SlackThread } from './refs.ts'

interface Deps {
  readonly store: Pick<Store, 'thread'>
  readonly gateway: Gateway
  readonly choosing: Pick<Choosing, 'choose' | 'forget'>
  readonly losses: Pick<Losses, 'has'>
  readonly posting: Pick<SlackPosting, 'post' | 'find'>
  readonly threads: Pick<LostThreads, 'begins' | 'isLost'>
  readonly card: (conversation: Conversation) => Promise<SlackMessage>
  /** Told where a thread begins. */
  readonly opened: (channel: string, ts: string) => void
}

/** Opens conversations' threads: each has the one that it had, unless that takes no more. */
export function openingThreads(deps: Deps) {
  const { store, gateway, choosing, losses, posting, threads } = deps
  const known = remembered<Ref>(20_000)

  async function openThread(conversation: Conversation, place: Place): Promise<Receipt> {
    const former = await formerOf(conversation, place)
    if (former && mayGoOn(former)) {
      const there = await isThere(gateway, former)
      if (there === true) return { ok: true, ref: threadRef(former) }
      if (there !== false) return there
    }
    const channel = await choosing.choose(conversation, place, former?.channel ?? null)
    if (!channel.ok) return channel.receipt
    const posted = await posting.post(await cardIn(channel.id, conversation, former))
    if (posted.ok) return begins(conversation, place, { channel: channel.id, ts: posted.ts })
    if (isUntried(posted.receipt)) choosing.forget(conversation, place)
    return posted.receipt
  }

  async function findThread(conversation: Conversation, place: Place): Promise<Receipt> {
    const channel = await choosing.choose(conversation, place, null)
    if (!channel.ok) return channel.receipt
    const found = await posting.find(await cardIn(channel.id, conversation, null))
    if (!found) return { ok: false, kind: 'gone', reason: 'There is no thread.' }
    if (!found.ok) return found.receipt
    return begins(conversation, place, { channel: channel.id, ts: found.ts })
  }

  async function formerOf(conversation: Conversation, place: Place): Promise<SlackThread | null> {
    const ref =
      known.get(keyOf(conversation, place)) ??
      (await store.thread('slack', conversation.id, place.channel))
    return ref === null ? null : parseThread(ref)
  }

  /** The thread that it has in another place of Slack’s. */
  async function newest({ id }: Conversation): Promise<SlackThread | null> {
    return parseThread((await store.thread('slack', id)) ?? '')
  }

  function mayGoOn(former: SlackThread): boolean {
    return !threads.isLost(threadRef(former)) && !losses.has(former.channel)
  }

  async function cardIn(
    channel: string,
    conversation: Conversation,
    before: SlackThread | null,
  ): Promise<Posting> {
    const former = before ?? (await newest(conversation))
    return {
      channel,
      thread: null,
      mark: { outbox: conversation.id, part: 1 },
      message: await deps.card(conversation),
      persona: null,
      rank: 'words',
      since: conversation.openedAt,
      ...(former ? { not: former.ts } : {}),
    }
  }

  function begins(conversation: Conversation, place: Place, thread: SlackThread): Receipt {
    const ref = threadRef(thread)
    known.set(keyOf(conversation, place), ref)
    threads.begins(ref, conversation.id)
    deps.opened(thread.channel, thread.ts)
    return { ok: true, ref }
  }

  return { openThread, findThread }
}

function keyOf({ id }: Conversation, { channel }: Place): string {
  return `${id} ${channel}`
}

function isUntried(receipt: Receipt): boolean {
  return !receipt.ok && receipt.kind === 'retry' && receipt.untried === true
}
