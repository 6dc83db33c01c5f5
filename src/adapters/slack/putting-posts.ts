import type { AgentId } from '../../conversation/ids.ts'
import type { Content } from '../../conversation/message.ts'
import type { People, Post, Receipt, Ref, Store } from '../../ports.ts'
import { remembered } from '../chats/remembered.ts'
import type { SlackMessage } from './cards.ts'
import type { Written } from './direct-messages.ts'
import { drawPost, personaOver } from './drawn-posts.ts'
import type { Persona, PostDrawing } from './drawn-posts.ts'
import type { SlackPosting } from './posting.ts'
import { postsRef, threadRef } from './refs.ts'
import type { SlackThread } from './refs.ts'
import type { Rank } from './schedule.ts'

interface Deps {
  readonly store: Pick<Store, 'versions' | 'link'>
  readonly people: Pick<People, 'all'>
  readonly posting: Pick<SlackPosting, 'post' | 'forget'>
  readonly drawing: Omit<PostDrawing, 'members'>
  /** Learns who these members are in Slack, so that a line can alert them. */
  readonly meet: (members: readonly AgentId[]) => Promise<unknown>
}

/** A message's post, of whatever kind the message is. */
export type MessagePost = Extract<Post, { kind: 'message' }>

/** What a post looks like: in one part, or in several where it is long; and the name that stands over it. */
export interface Drawn {
  readonly parts: readonly SlackMessage[]
  readonly persona: Persona | null
}

export type PuttingPosts = ReturnType<typeof puttingPosts>

/** Puts messages and lines into threads, each as it looks now, and knows under which ref it put them there. */
export function puttingPosts({ store, people, posting, drawing, meet }: Deps) {
  const shown = remembered<Ref>(20_000)

  async function post(root: SlackThread, given: Post): Promise<Receipt> {
    const put = await putParts(root, given, await draw(given))
    if (!put.ok) return put.receipt
    const ref = postsRef(put.posts)
    remember(root, given, ref)
    return { ok: true, ref }
  }

  /** Posts a message by itself though it stood elsewhere before; that is where it stands from then on. */
  async function postAnew(root: SlackThread, given: MessagePost): Promise<Receipt> {
    const put = await putParts(root, given, await draw(given), { outbox: `${keyOf(given)} anew` })
    if (!put.ok) return put.receipt
    const ref = postsRef(put.posts)
    await relink(root, given, ref)
    return { ok: true, ref }
  }

  /** Posts these parts, those that are there already left as they are; `from` counts from 1. */
  async function putParts(
    root: SlackThread,
    given: Post,
    { parts, persona }: Drawn,
    { from = 1, outbox = keyOf(given) } = {},
  ): Promise<Written> {
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
      if (!posted.ok) return posted
      posts.push(posted.ts)
      at = posted.at
    }
    const [first = '', ...rest] = posts
    return { ok: true, posts: { channel: root.channel, posts: [first, ...rest], at } }
  }

  /** This part was deleted; it may be put there again. */
  function forget({ channel, ts }: SlackThread, given: Post, part: number): void {
    posting.forget({ channel, thread: ts }, { outbox: keyOf(given), part })
  }

  async function draw(given: Post): Promise<Drawn> {
    if (given.kind === 'line' && given.tone === 'alert') await meet(given.for)
    const members = (await people.all()).filter(({ active }) => active)
    const now = { ...drawing, members: members.map(({ name }) => name) }
    return {
      parts: drawPost(given, now, await earlierOf(given)),
      persona: personaOver(given, now),
    }
  }

  /** What the message said before its edits, oldest first. */
  async function earlierOf(given: Post): Promise<readonly Content[]> {
    if (given.kind === 'line' || given.message.version === 1) return []
    const versions = await store.versions(given.message.id)
    return versions.slice(0, -1).map(({ content }) => content)
  }

  /** It stands in this thread under this ref. */
  function remember(root: SlackThread, given: Post, ref: Ref): void {
    shown.set(`${threadRef(root)} ${keyOf(given)}`, ref)
  }

  /** The same, and for ever: it stood under another one before. */
  async function relink(root: SlackThread, given: MessagePost, ref: Ref): Promise<void> {
    const { id: message, conversation } = given.message
    await store.link({ chat: 'slack', ref, conversation, message })
    remember(root, given, ref)
  }

  /** Where this process put it in this thread, if it did. */
  function refOf(root: SlackThread, given: Post): Ref | undefined {
    return shown.get(`${threadRef(root)} ${keyOf(given)}`)
  }

  return { post, postAnew, putParts, forget, draw, remember, relink, refOf }
}

/** Our own id for it, which its posts carry. */
export function keyOf(post: Post): string {
  return post.kind === 'line' ? post.id : post.message.id
}

function rankOf(post: Post): Rank {
  if (post.kind === 'line') return 'line'
  return post.message.kind === 'visitor' ? 'words' : 'team'
}
