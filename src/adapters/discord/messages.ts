import { Routes } from 'discord.js'
import type { Content } from '../../conversation/message.ts'
import type { Database, Post, Receipt, Ref } from '../../ports.ts'
import { remembered } from '../chats/remembered.ts'
import type { States } from '../chats/states.ts'
import { drawPost, placeholder } from './drawn-posts.ts'
import type { PostDrawing } from './drawn-posts.ts'
import type { Called, Gateway } from './gateway.ts'
import { receiptOf } from './gateway.ts'
import type { At } from './heard.ts'
import { GONE } from './lost-threads.ts'
import { linkParts } from './post-links.ts'
import { bodyOf } from './posting.ts'
import type { DiscordMessage, DiscordPosting } from './posting.ts'
import { parsePosts, parseThread, postsRef } from './refs.ts'
import type { DiscordPosts } from './refs.ts'
import { handPosted } from './source-ids.ts'
import type { SentFiles } from './sent-files.ts'
import type { Speaking } from './webhooks.ts'

interface Deps {
  readonly database: Pick<Database, 'store' | 'people'>
  readonly gateway: Gateway
  readonly posting: DiscordPosting
  readonly states: States<At>
  readonly drawing: Omit<PostDrawing, 'members' | 'why' | 'named'>
  readonly files: SentFiles
  readonly speaking: Speaking
}

type MessagePost = Extract<Post, { kind: 'message' }>
type As = Awaited<ReturnType<Speaking['as']>>

const TOO_LARGE = 40_005
const BLOCKED_BY_AUTOMOD = [200_000, 240_000]
const LOCKED = 160_005
const NOT_OURS = 50_005
const TAKEN_AWAY = 10_008

/** Messages and lines in conversations' threads: each once, and as it is now. */
export function threadMessages(deps: Deps) {
  const { database, gateway, posting, states, files, speaking } = deps
  const { store } = database
  const shown = remembered<Ref>(20_000)

  async function post(thread: Ref, given: Post): Promise<Receipt> {
    const root = parseThread(thread)
    if (!root) return GONE
    const as = await speaking.as(thread, given)
    const posted = await putAll(thread, given, await draw(given, as !== null), { as })
    if (posted.ok) shown.set(`${thread} ${keyOf(given)}`, posted.ref)
    return posted
  }

  /** Posts these parts, those that are there already left as they are; the ref of all, or why not. */
  async function putAll(
    thread: Ref,
    given: Post,
    parts: readonly DiscordMessage[],
    { as, from = 1 }: { readonly as: As; readonly from?: number },
  ): Promise<Receipt> {
    const channel = parseThread(thread)?.channel ?? ''
    const posts: string[] = []
    for (const [index, message] of parts.entries()) {
      const part = from + index
      const wish = {
        channel,
        mark: { outbox: from === 1 ? keyOf(given) : grownKey(given), part },
        since: given.kind === 'message' ? given.message.at : given.at,
        ...(as ? { as } : {}),
      }
      let posted = await posting.post({ ...wish, message })
      const code = posted.ok ? undefined : posted.why?.code
      const isTooLarge = code === TOO_LARGE || (!posted.ok && posted.why?.status === 413)
      if (isTooLarge && message.files) {
        // They stand in the first post: nothing of it is there yet.
        files.refused(message.files)
        return putAll(thread, given, await draw(given, as !== null), { as })
      }
      if (BLOCKED_BY_AUTOMOD.includes(code ?? 0))
        posted = await posting.post({ ...wish, message: await instead(given) })
      if (!posted.ok) return code === LOCKED ? GONE : posted.receipt
      posts.push(posted.id)
    }
    const [first = '', ...rest] = posts
    const all: DiscordPosts = { channel, posts: [first, ...rest] }
    if (given.kind === 'message') await linkParts(store, all, given.message)
    return { ok: true, ref: postsRef(all) }
  }

  async function amend(thread: Ref, given: Post): Promise<Receipt> {
    const root = parseThread(thread)
    if (!root) return GONE
    if (given.kind === 'line') return post(thread, given)
    const ref =
      shown.get(`${thread} ${keyOf(given)}`) ?? (await store.shown('discord', given.message.id))
    const posts = ref === null ? null : parsePosts(ref)
    if (!posts || posts.channel !== root.channel) return post(thread, given)
    const {
      channel,
      posts: [id],
    } = posts
    if (await handPosted(store, posts)) return states.changed(given.message, { channel, id })
    return redraw(thread, given, posts)
  }

  /** What a webhook said only that webhook changes, and its name stands over it already. */
  async function redraw(thread: Ref, given: MessagePost, before: DiscordPosts): Promise<Receipt> {
    const redrawn = await redrawAs(thread, given, before, false)
    return redrawn ?? (await redrawAs(thread, given, before, true)) ?? GONE
  }

  /** Null where it is a webhook’s, and not the app’s own. */
  async function redrawAs(
    thread: Ref,
    given: MessagePost,
    { channel, posts }: DiscordPosts,
    named: boolean,
  ): Promise<Receipt | null> {
    const parts = await draw(given, named)
    for (const [index, id] of posts.entries()) {
      const put = (one: DiscordMessage | undefined) =>
        change({ channel, id }, one && bodyFor(one, given, index + 1), named)
      let called = await put(parts[index])
      if (!called.ok && BLOCKED_BY_AUTOMOD.includes(called.failure.code ?? 0))
        called = await put(await instead(given))
      // One that somebody took away, or an earlier try: the others are still to be drawn.
      if (called.ok || called.failure.code === TAKEN_AWAY) continue
      if (called.failure.code === NOT_OURS && !named) return null
      return called.failure.code === LOCKED ? GONE : receiptOf(called, 'post')
    }
    const [first, ...kept] = posts.slice(0, parts.length)
    const added = parts.slice(posts.length)
    const as = named ? await speaking.as(thread, given) : null
    const from = posts.length + 1
    const more = added.length > 0 ? await putAll(thread, given, added, { as, from }) : null
    if (more && !more.ok) return more
    const others = more ? (parsePosts(more.ref)?.posts ?? []) : []
    return relinked(
      thread,
      given,
      { channel, posts: [first ?? '', ...kept, ...others] },
      posts.length,
    )
  }

  /** Shows a post anew; one that there is nothing left for goes. */
  async function change(at: At, body: object | undefined, named: boolean): Promise<Called> {
    if (named) return speaking.change(at, body)
    const { channel, id } = at
    const method = body ? 'PATCH' : 'DELETE'
    return gateway.call({ method, route: Routes.channelMessage(channel, id), channel, body })
  }

  /** Its ref when it is now more posts, or fewer, than before. */
  async function relinked(thread: Ref, given: MessagePost, now: DiscordPosts, before: number) {
    const ref = postsRef(now)
    if (now.posts.length !== before) {
      const { id: message, conversation } = given.message
      await store.link({ chat: 'discord', ref, conversation, message })
      await linkParts(store, now, given.message)
      shown.set(`${thread} ${keyOf(given)}`, ref)
    }
    return { ok: true as const, ref }
  }

  /** A post as it looks now; `named`: its name is said over it. */
  async function draw(given: Post, named: boolean): Promise<[DiscordMessage, ...DiscordMessage[]]> {
    const members = (await database.people.all()).filter(({ active }) => active)
    if (given.kind === 'message') await files.weigh(given.message.content.files)
    const drawing = {
      ...deps.drawing,
      members: members.map(({ name }) => name),
      why: files.why,
      named,
    }
    return drawPost(given, drawing, await earlierOf(given))
  }

  /** What the message said before its edits, oldest first. */
  async function earlierOf(given: Post): Promise<readonly Content[]> {
    if (given.kind === 'line' || given.message.version === 1) return []
    const versions = await store.versions(given.message.id)
    return versions.slice(0, -1).map(({ content }) => content)
  }

  /** Stands for what AutoMod did not let through: nobody waits without anybody knowing. */
  async function instead(given: Post): Promise<DiscordMessage> {
    if (given.kind === 'line') return placeholder(given, false)
    const conversation = await store.load(given.message.conversation)
    const isAtDesk = conversation?.places.some(({ chat }) => chat === 'desk') ?? false
    return placeholder(given, isAtDesk)
  }

  return { post, amend }
}

function keyOf(post: Post): string {
  return post.kind === 'line' ? post.id : post.message.id
}

/** Of posts that an edit added: those that another edit added before may have been taken away since. */
function grownKey(post: Post): string {
  return post.kind === 'line' ? post.id : `${post.message.id} ${post.message.version}`
}

/** Of what the team took back no file stays. */
function bodyFor(message: DiscordMessage, given: MessagePost, part: number) {
  const { kind, removedAt, withdrawnAt } = given.message
  const isBack = withdrawnAt !== undefined || (removedAt !== undefined && kind !== 'visitor')
  const body = bodyOf(message, { outbox: keyOf(given), part })
  return isBack ? { ...body, attachments: [] } : body
}
