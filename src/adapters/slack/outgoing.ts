import type { Logger } from 'pino'
import type { Command } from '../../commands/command.ts'
import type { Settings } from '../../config.ts'
import type { Conversation, Place } from '../../conversation/conversation.ts'
import type { AgentId, ConversationId } from '../../conversation/ids.ts'
import type { Content } from '../../conversation/message.ts'
import { hasLeft } from '../../conversation/places.ts'
import type { Clock, Database, Elsewhere, Post, Receipt, Ref, TeamChat } from '../../ports.ts'
import { drawCard } from './cards.ts'
import { drawMovedCard } from './moved-card.ts'
import type { SlackMessage } from './cards.ts'
import { burstPosts } from './burst-posts.ts'
import type { MessagePost } from './burst-posts.ts'
import type { Choosing } from './choosing.ts'
import { drawPost, personaOver } from './drawn-posts.ts'
import type { Persona, PostDrawing } from './drawn-posts.ts'
import type { Gateway } from './gateway.ts'
import { receiptOf } from './gateway.ts'
import { isThere } from './is-there.ts'
import type { Losses } from './losses.ts'
import { GONE, lostThreads } from './lost-threads.ts'
import { slackPosting, updateOf } from './posting.ts'
import { redrawing } from '../chats/redrawing.ts'
import { parsePosts, parseThread, postsRef, threadRef } from './refs.ts'
import type { Mark, SlackPosts, SlackThread } from './refs.ts'
import { remembered } from '../chats/remembered.ts'
import type { Rank } from './schedule.ts'
import { handPosted } from './source-ids.ts'
import type { States } from '../chats/states.ts'

export interface OutgoingDeps {
  readonly settings: () => Settings
  readonly database: Pick<Database, 'store' | 'visitors' | 'people' | 'feed'>
  readonly gateway: Gateway
  readonly choosing: Choosing
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
  'openThread' | 'post' | 'amend' | 'refresh' | 'stop'
> {
  readonly postSome: NonNullable<TeamChat['postSome']>
  /** Goes on with what a process before this one left undrawn. */
  begin(): Promise<void>
  /** Whose thread this is, also while it is only being opened. */
  readonly conversationOf: (thread: Ref) => Promise<ConversationId | null>
}

/** What Greenroom puts into Slack. A thread's ref is its card's place, a message's ref names all its posts. */
export function slackOutgoing(deps: OutgoingDeps): SlackOutgoing {
  const { database, gateway, choosing, losses, states } = deps
  const { store } = database
  const posting = slackPosting(deps)
  const threads = remembered<Ref>(20_000)
  const { begins, isLost, conversationOf, elsewhere, knowing } = lostThreads({
    store,
    choosing,
    losses,
  })
  const shown = remembered<Ref>(20_000)

  async function openThread(conversation: Conversation, place: Place): Promise<Receipt> {
    const known = threads.get(conversation.id) ?? (await store.thread('slack', conversation.id))
    const former = known === null ? null : parseThread(known)
    const isMoving = former !== null && losses.has(former.channel)
    if (former && known !== null && !isLost(known) && !isMoving) {
      const there = await isThere(gateway, former)
      if (there !== false) return there === true ? { ok: true, ref: threadRef(former) } : there
    }
    const channel = await choosing.choose(conversation, place, former?.channel ?? null)
    if (!channel.ok) return channel.receipt
    const posted = await posting.post({
      channel: channel.id,
      thread: null,
      mark: { outbox: conversation.id, part: 1 },
      message: await card(conversation),
      persona: null,
      rank: 'words',
      since: conversation.openedAt,
      ...(former ? { not: former.ts } : {}),
    })
    if (!posted.ok) {
      if (isUntried(posted.receipt)) choosing.forget(conversation)
      return posted.receipt
    }
    const ref = threadRef({ channel: channel.id, ts: posted.ts })
    threads.set(conversation.id, ref)
    begins(ref, conversation.id)
    deps.opened(channel.id, posted.ts)
    return { ok: true, ref }
  }

  async function redrawCard(thread: Ref, conversation: Conversation): Promise<Receipt> {
    const root = parseThread(thread)
    if (!root) return GONE
    const mark: Mark = { outbox: conversation.id, part: 1 }
    const update = updateOf(root, await card(conversation), mark)
    const called = await gateway.call({ ...update, rank: 'redraw', key: thread })
    if (!called.ok) {
      const receipt = receiptOf(called, 'card')
      const isOver = !receipt.ok && receipt.kind === 'blocked' && conversation.status === 'closed'
      // Nobody waits for the card of what is closed in a channel that is no more.
      return isOver ? { ok: true, ref: thread } : receipt
    }
    await states.progressed(conversation)
    return { ok: true, ref: thread }
  }

  async function post(thread: Ref, given: Post): Promise<Receipt> {
    const root = parseThread(thread)
    if (!root) return GONE
    const { parts, persona } = await draw(given)
    const ref = await putParts(root, given, parts, persona)
    if (typeof ref !== 'string') return ref
    shown.set(`${thread} ${keyOf(given)}`, ref)
    return { ok: true, ref }
  }

  /** Posts these parts, those that are there already left as they are; the ref of all, or why not. */
  async function putParts(
    root: SlackThread,
    given: Post,
    parts: readonly SlackMessage[],
    persona: Persona | null,
    { from = 1, outbox = keyOf(given) } = {},
  ): Promise<Ref | Receipt> {
    const posts: string[] = []
    let at = 1
    for (const [index, message] of parts.entries()) {
      const posted = await posting.post({
        channel: root.channel,
        thread: root.ts,
        mark: { outbox, part: from + index },
        message,
        persona,
        rank: rankOf(given),
        since: given.kind === 'message' ? given.message.at : given.at,
      })
      if (!posted.ok) return posted.receipt
      posts.push(posted.ts)
      at = posted.at
    }
    const [first = '', ...rest] = posts
    return postsRef({ channel: root.channel, posts: [first, ...rest], at })
  }

  /** Posts a message of its own though it stood in a post with others before. */
  async function postAnew(root: SlackThread, given: MessagePost): Promise<Ref | Receipt> {
    const { parts, persona } = await draw(given)
    const ref = await putParts(root, given, parts, persona, { outbox: `${keyOf(given)} anew` })
    if (typeof ref === 'string') shown.set(`${threadRef(root)} ${keyOf(given)}`, ref)
    return ref
  }

  async function postSome(thread: Ref, given: readonly Post[]) {
    if (isLost(thread)) return null
    const some = await bursts.postSome(thread, given)
    if (!some) return null
    if (!some.ok) return { ok: false as const, receipt: await elsewhere(thread, some.receipt) }
    for (const [index, ref] of some.refs.entries()) {
      const one = given[index]
      if (one) shown.set(`${thread} ${keyOf(one)}`, ref)
    }
    return some
  }

  async function amend(thread: Ref, given: Post): Promise<Receipt> {
    const root = parseThread(thread)
    if (!root) return GONE
    if (given.kind === 'line') return post(thread, given)
    const ref =
      shown.get(`${thread} ${keyOf(given)}`) ?? (await store.shown('slack', given.message.id))
    const posts = ref === null ? null : parsePosts(ref)
    if (!posts) return post(thread, given)
    const byHand = await handPosted(store, posts)
    if (byHand) return states.changed(given.message, { channel: posts.channel, ts: posts.posts[0] })
    const neighbours = given.message.kind === 'visitor' ? await bursts.neighboursIn(posts) : []
    if (neighbours.length > 0) return bursts.redraw(root, given, posts, neighbours)
    return redraw(root, thread, given, posts)
  }

  async function redraw(
    root: SlackThread,
    thread: Ref,
    given: MessagePost,
    { channel, posts }: SlackPosts,
  ): Promise<Receipt> {
    const { parts, persona } = await draw(given)
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
    const added =
      more.length > 0 && (await putParts(root, given, more, persona, { from: posts.length + 1 }))
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
    if (hasLeft(conversation, 'slack'))
      return drawMovedCard(conversation, await deps.whereabouts(conversation))
    const { inboxes, teams } = deps.settings()
    const inbox = inboxes.find(({ id }) => id === conversation.inbox)
    const team = teams.find(({ id }) => id === conversation.team)
    const visitor = await database.visitors.get(conversation.visitor.id)
    const about = { name: inbox?.name ?? conversation.inbox, language: inbox?.language ?? 'en' }
    const subject = { conversation, visitor, inbox: about, team: team?.name ?? null }
    return drawCard(subject, deps.commands)
  }

  /** A post as it looks now, and the name that stands over it. */
  async function draw(given: Post) {
    if (given.kind === 'line' && given.tone === 'alert') await deps.meet(given.for)
    const members = (await database.people.all()).filter(({ active }) => active)
    const drawing = { ...deps.drawing, members: members.map(({ name }) => name) }
    const parts = drawPost(given, drawing, await earlierOf(given))
    return { parts, persona: personaOver(given, drawing) }
  }

  /** What the message said before its edits, oldest first. */
  async function earlierOf(given: Post): Promise<readonly Content[]> {
    if (given.kind === 'line' || given.message.version === 1) return []
    const versions = await store.versions(given.message.id)
    return versions.slice(0, -1).map(({ content }) => content)
  }

  const bursts = burstPosts({ gateway, store, posting, draw, postAnew })
  const isBehind = () => gateway.behind('chat.update', '') > 0
  const { refresh, begin, stop } = redrawing({
    store,
    feed: database.feed,
    topic: 'slack:card',
    log: deps.log,
    isBehind,
    draw: knowing(redrawCard),
  })
  return {
    openThread,
    refresh,
    post: knowing(post),
    postSome,
    amend: knowing(amend),
    conversationOf,
    begin,
    stop,
  }
}

function keyOf(post: Post): string {
  return post.kind === 'line' ? post.id : post.message.id
}

function rankOf(post: Post): Rank {
  if (post.kind === 'line') return 'line'
  return post.message.kind === 'visitor' ? 'words' : 'team'
}

function isUntried(receipt: Receipt): boolean {
  return !receipt.ok && receipt.kind === 'retry' && receipt.untried === true
}
