import type { Post, Receipt, Store } from '../../ports.ts'
import type { States } from '../chats/states.ts'
import type { BurstPosts } from './burst-posts.ts'
import type { Gateway } from './gateway.ts'
import { receiptOf } from './gateway.ts'
import { updateOf } from './posting.ts'
import { keyOf } from './putting-posts.ts'
import type { MessagePost, PuttingPosts } from './putting-posts.ts'
import { parsePosts, postsRef } from './refs.ts'
import type { SlackPosts, SlackThread } from './refs.ts'
import { handPosted } from './source-ids.ts'

interface Deps {
  readonly store: Pick<Store, 'shown' | 'taken'>
  readonly gateway: Gateway
  readonly states: Pick<States<SlackThread>, 'changed'>
  readonly putting: PuttingPosts
  readonly bursts: Pick<BurstPosts, 'neighboursIn' | 'redraw'>
}

/** Shows messages anew where they stand; what somebody wrote by hand only by what became of it. */
export function amendingPosts({ store, gateway, states, putting, bursts }: Deps) {
  async function amend(root: SlackThread, given: Post): Promise<Receipt> {
    const posts = given.kind === 'line' ? null : await standingOf(root, given)
    if (given.kind === 'line' || !posts) return putting.post(root, given)
    if (await handPosted(store, posts)) {
      // It was written in a thread at the moment when that was left: the one that goes on shows it, too.
      if (posts.channel !== root.channel) return shownToo(root, given)
      return states.changed(given.message, { channel: posts.channel, ts: posts.posts[0] })
    }
    const drawn = await redrawn(root, given, posts)
    // It stands where nothing can be changed any more: it is shown in the thread that goes on.
    const isStuck = !drawn.ok && drawn.kind === 'blocked' && posts.channel !== root.channel
    return isStuck ? putting.postAnew(root, given) : drawn
  }

  async function shownToo(root: SlackThread, given: MessagePost): Promise<Receipt> {
    const posted = await putting.post(root, given)
    if (posted.ok) await putting.relink(root, given, posted.ref)
    return posted
  }

  async function standingOf(root: SlackThread, given: MessagePost): Promise<SlackPosts | null> {
    const ref = putting.refOf(root, given) ?? (await store.shown('slack', given.message.id))
    return ref === null ? null : parsePosts(ref)
  }

  async function redrawn(
    root: SlackThread,
    given: MessagePost,
    posts: SlackPosts,
  ): Promise<Receipt> {
    const neighbours = given.message.kind === 'visitor' ? await bursts.neighboursIn(posts) : []
    return neighbours.length > 0
      ? bursts.redraw(root, given, posts, neighbours)
      : redraw(root, given, posts)
  }

  /** Draws a message's posts anew: one that grew gets more of them, one that shrank has fewer. */
  async function redraw(
    root: SlackThread,
    given: MessagePost,
    { channel, posts }: SlackPosts,
  ): Promise<Receipt> {
    const { parts, persona } = await putting.draw(given)
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
      if (!message) putting.forget({ ...root, channel }, given, index + 1)
    }
    const more = { parts: parts.slice(posts.length), persona }
    const from = posts.length + 1
    const added = more.parts.length > 0 ? await putting.putParts(root, given, more, { from }) : null
    if (added && !added.ok) return added.receipt
    const [first = '', ...rest] = [...posts.slice(0, parts.length), ...(added?.posts.posts ?? [])]
    const ref = postsRef({ channel, posts: [first, ...rest] })
    if (rest.length + 1 !== posts.length) await putting.relink(root, given, ref)
    return { ok: true, ref }
  }

  return amend
}
