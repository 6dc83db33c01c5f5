import type { Logger } from 'pino'
import type { Command } from '../../commands/command.ts'
import type { Settings } from '../../config.ts'
import type { Conversation, Place } from '../../conversation/conversation.ts'
import type { Clock, Database, Post, Receipt, Ref, TeamChat } from '../../ports.ts'
import { drawCard } from './cards.ts'
import type { SlackMessage } from './cards.ts'
import type { Channels } from './channels.ts'
import { drawPost, nameOver } from './drawn-posts.ts'
import type { PostDrawing } from './drawn-posts.ts'
import type { Gateway } from './gateway.ts'
import { receiptOf } from './gateway.ts'
import { isThere } from './is-there.ts'
import { slackPosting, updateOf } from './posting.ts'
import { redrawing } from './redrawing.ts'
import { parsePosts, parseThread, postsRef, threadRef } from './refs.ts'
import type { Mark, SlackPosts, SlackThread } from './refs.ts'
import { remembered } from './remembered.ts'
import { handPosted } from './source-ids.ts'
import type { States } from './states.ts'

export interface OutgoingDeps {
  readonly settings: () => Settings
  readonly database: Pick<Database, 'store' | 'visitors' | 'people'>
  readonly gateway: Gateway
  readonly channels: Channels
  readonly clock: Clock
  readonly log: Logger
  readonly commands: readonly Command[]
  readonly states: States
  readonly drawing: Omit<PostDrawing, 'members'>
  /** Told where a thread begins. */
  readonly opened: (channel: string, ts: string) => void
}

type MessagePost = Extract<Post, { kind: 'message' }>

/** What Greenroom puts into Slack. A thread's ref is its card's place, a message's ref names all its posts. */
export function slackOutgoing(
  deps: OutgoingDeps,
): Pick<TeamChat, 'openThread' | 'post' | 'amend' | 'refresh' | 'stop'> {
  const { database, gateway, channels, states } = deps
  const { store } = database
  const posting = slackPosting(deps)
  const threads = remembered<Ref>(20_000)
  const shown = remembered<Ref>(20_000)
  /** Threads that took no more, though they may be there: locked ones. */
  const lost = remembered<true>(1_000)

  async function openThread(conversation: Conversation, place: Place): Promise<Receipt> {
    const known = threads.get(conversation.id) ?? (await store.thread('slack', conversation.id))
    const former = known === null ? null : parseThread(known)
    if (former && known !== null && !lost.get(known)) {
      const there = await isThere(gateway, former)
      if (there !== false) return there === true ? { ok: true, ref: threadRef(former) } : there
    }
    const channel = await channels.find(place.channel)
    if (!channel.ok) return channel.receipt
    const posted = await posting.post({
      channel: channel.id,
      thread: null,
      mark: { outbox: conversation.id, part: 1 },
      message: await card(conversation),
      username: null,
      rank: 'words',
      since: conversation.openedAt,
      ...(former ? { not: former.ts } : {}),
    })
    if (!posted.ok) return posted.receipt
    const ref = threadRef({ channel: channel.id, ts: posted.ts })
    threads.set(conversation.id, ref)
    deps.opened(channel.id, posted.ts)
    return { ok: true, ref }
  }

  async function redrawCard(thread: Ref, conversation: Conversation): Promise<Receipt> {
    const root = parseThread(thread)
    if (!root) return gone
    const mark: Mark = { outbox: conversation.id, part: 1 }
    const update = updateOf(root, await card(conversation), mark)
    const called = await gateway.call({ ...update, rank: 'redraw', key: thread })
    if (!called.ok) return receiptOf(called, 'card')
    await states.progressed(conversation)
    return { ok: true, ref: thread }
  }

  async function post(thread: Ref, given: Post): Promise<Receipt> {
    const root = parseThread(thread)
    if (!root) return gone
    const drawing = await drawingNow()
    const ref = await putParts(root, given, drawPost(given, drawing), nameOver(given, drawing))
    if (typeof ref !== 'string') return ref
    shown.set(`${thread} ${keyOf(given)}`, ref)
    return { ok: true, ref }
  }

  /** Posts these parts, those that are there already left as they are; the ref of all, or why not. */
  async function putParts(
    root: SlackThread,
    given: Post,
    parts: readonly SlackMessage[],
    username: string | null,
    from = 1,
  ): Promise<Ref | Receipt> {
    const posts: string[] = []
    for (const [index, message] of parts.entries()) {
      const posted = await posting.post({
        channel: root.channel,
        thread: root.ts,
        mark: { outbox: keyOf(given), part: from + index },
        message,
        username,
        rank: given.kind === 'message' ? 'words' : 'line',
        since: given.kind === 'message' ? given.message.at : given.at,
      })
      if (!posted.ok) return posted.receipt
      posts.push(posted.ts)
    }
    const [first = '', ...rest] = posts
    return postsRef({ channel: root.channel, posts: [first, ...rest] })
  }

  async function amend(thread: Ref, given: Post): Promise<Receipt> {
    const root = parseThread(thread)
    if (!root) return gone
    if (given.kind === 'line') return post(thread, given)
    const ref =
      shown.get(`${thread} ${keyOf(given)}`) ?? (await store.shown('slack', given.message.id))
    const posts = ref === null ? null : parsePosts(ref)
    if (!posts) return post(thread, given)
    const byHand = await handPosted(store, posts)
    if (byHand) return states.changed(given.message, { channel: posts.channel, ts: posts.posts[0] })
    return redraw(root, thread, given, posts)
  }

  async function redraw(
    root: SlackThread,
    thread: Ref,
    given: MessagePost,
    { channel, posts }: SlackPosts,
  ): Promise<Receipt> {
    const drawing = await drawingNow()
    const parts = drawPost(given, drawing)
    for (const [index, ts] of posts.entries()) {
      const message = parts[index]
      const mark = { outbox: keyOf(given), part: index + 1 }
      const called = await gateway.call(
        message
          ? { ...updateOf({ channel, ts }, message, mark), rank: 'words' }
          : { method: 'chat.delete', channel, args: { channel, ts }, rank: 'words' },
      )
      const receipt: Receipt = called.ok ? { ok: true, ref: '' } : receiptOf(called, 'post')
      if (!receipt.ok) return receipt
    }
    const kept = posts.slice(0, parts.length)
    const more = parts.slice(posts.length)
    const username = nameOver(given, drawing)
    const added = more.length > 0 && (await putParts(root, given, more, username, posts.length + 1))
    if (added && typeof added !== 'string') return added
    const [first = '', ...rest] = [...kept, ...(added ? (parsePosts(added)?.posts ?? []) : [])]
    return relinked(thread, given, { channel, posts: [first, ...rest] }, posts.length)
  }

  /** Its ref when it is now more posts, or fewer, than before. */
  async function relinked(thread: Ref, given: MessagePost, now: SlackPosts, before: number) {
    const ref = postsRef(now)
    if (now.posts.length !== before) {
      const { id: message, conversation } = given.message
      await store.link({ chat: 'slack', ref, conversation, message })
      shown.set(`${thread} ${keyOf(given)}`, ref)
    }
    return { ok: true as const, ref }
  }

  async function card(conversation: Conversation): Promise<SlackMessage> {
    const { inboxes, teams } = deps.settings()
    const inbox = inboxes.find(({ id }) => id === conversation.inbox)
    const team = teams.find(({ id }) => id === conversation.team)
    const visitor = await database.visitors.get(conversation.visitor.id)
    const about = { name: inbox?.name ?? conversation.inbox, language: inbox?.language ?? 'en' }
    const subject = { conversation, visitor, inbox: about, team: team?.name ?? null }
    return drawCard(subject, deps.commands)
  }

  async function drawingNow(): Promise<PostDrawing> {
    const members = (await database.people.all()).filter(({ active }) => active)
    return { ...deps.drawing, members: members.map(({ name }) => name) }
  }

  /** Remembers of a thread that it is gone, so that a new one is opened. */
  function knowing<Rest extends unknown[]>(
    work: (thread: Ref, ...rest: Rest) => Promise<Receipt>,
  ): (thread: Ref, ...rest: Rest) => Promise<Receipt> {
    return async (thread, ...rest) => {
      const receipt = await work(thread, ...rest)
      if (!receipt.ok && receipt.kind === 'gone') lost.set(thread, true)
      return receipt
    }
  }

  const { refresh, stop } = redrawing({ store, log: deps.log, draw: knowing(redrawCard) })
  return { openThread, refresh, post: knowing(post), amend: knowing(amend), stop }
}

const gone: Receipt = { ok: false, kind: 'gone', reason: 'This thread is not in Slack.' }

function keyOf(post: Post): string {
  return post.kind === 'line' ? post.id : post.message.id
}
