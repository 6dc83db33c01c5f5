import type { MessageId } from '../../conversation/ids.ts'
import type { Post, Receipt, Ref, Store, TeamChat } from '../../ports.ts'
import type { SlackMessage } from './cards.ts'
import type { Gateway } from './gateway.ts'
import { receiptOf } from './gateway.ts'
import { asPart, joinable, joined, MOST_JOINED, moved } from './joined.ts'
import { updateOf } from './posting.ts'
import type { SlackPosting } from './posting.ts'
import type { MessagePost, PuttingPosts } from './putting-posts.ts'
import { postsRef } from './refs.ts'
import type { SlackPosts, SlackThread } from './refs.ts'

interface Deps {
  readonly gateway: Gateway
  readonly store: Pick<Store, 'message' | 'linked' | 'shown'>
  readonly posting: SlackPosting
  readonly putting: Pick<PuttingPosts, 'draw' | 'postAnew'>
}

/** One message of a post that holds several. */
interface Neighbour {
  readonly id: MessageId
  readonly ref: Ref
}

type Some = Awaited<ReturnType<NonNullable<TeamChat['postSome']>>>

export type BurstPosts = ReturnType<typeof burstPosts>

/** A burst of a visitor's as one post while the channel is behind, and what becomes of such a post. */
export function burstPosts({ gateway, store, posting, putting: { draw, postAnew } }: Deps) {
  async function postSome(root: SlackThread, posts: readonly Post[]): Promise<Some> {
    const burst = freshOf(root, posts)
    if (burst.length < 2) return null
    const drawn = await Promise.all(burst.map(draw))
    const parts = joinable(drawn.map((one) => one.parts))
    const message = parts.length > 1 ? joined(parts) : null
    if (!message) return null
    const [outbox = '', ...also] = burst.slice(0, parts.length).map(({ message: { id } }) => id)
    const posted = await posting.post({
      channel: root.channel,
      thread: root.ts,
      mark: { outbox, part: 1, also },
      message,
      persona: drawn[0]?.persona ?? null,
      rank: 'words',
      since: burst[0]?.message.at ?? 0,
    })
    if (!posted.ok) return posted
    const { ts, at, of } = posted
    const there = burst.filter(({ message: { id } }, index) => of[at - 1 + index] === id)
    const { channel } = root
    return {
      ok: true,
      refs: there.map((_, index) => postsRef({ channel, posts: [ts], at: at + index })),
    }
  }

  /** Those that may go together: none where the channel is not behind. */
  function freshOf({ channel, ts }: SlackThread, posts: readonly Post[]): readonly MessagePost[] {
    if (gateway.behind('chat.postMessage', channel) === 0) return []
    const joins = (one: Post, index: number) =>
      one.kind === 'message' &&
      one.message.content.files.length === 0 &&
      (index === 0 || posting.isFresh(channel, ts, one.message.id))
    const end = posts.findIndex((one, index) => !joins(one, index))
    return (end === -1 ? posts : posts.slice(0, end)).flatMap((one) =>
      one.kind === 'message' ? [one] : [],
    )
  }

  /** All that stand in this post, in order; none where it holds one message alone. */
  async function neighboursIn({ channel, posts }: SlackPosts): Promise<readonly Neighbour[]> {
    const [ts, ...more] = posts
    const found: Neighbour[] = []
    for (let at = 1; at <= MOST_JOINED && more.length === 0; at += 1) {
      const ref = postsRef({ channel, posts: [ts], at })
      const link = await store.linked('slack', ref)
      if (!link?.message) break
      found.push({ id: link.message, ref })
    }
    return found.length > 1 ? found : []
  }

  /** Draws a post with all its messages anew; one that has grown out of it gets posts of its own. */
  async function redraw(
    root: SlackThread,
    given: MessagePost,
    { channel, posts: [ts] }: SlackPosts,
    neighbours: readonly Neighbour[],
  ): Promise<Receipt> {
    const own = neighbours.find(({ id }) => id === given.message.id)?.ref ?? ''
    const parts = await Promise.all(neighbours.map((one) => partOf(one, given)))
    let message = joined(parts.map((part) => part ?? moved()))
    let ref: Ref = own
    if (!message || parts.includes(null)) {
      const anew = await postAnew(root, given)
      if (!anew.ok) return anew
      ref = anew.ref
      const left = parts.map((part, at) => (neighbours[at]?.ref === own ? null : part))
      message = joined(left.map((part) => part ?? moved()))
    }
    if (!message) return { ok: true, ref }
    const [outbox = '', ...also] = neighbours.map(({ id }) => id)
    const update = updateOf({ channel, ts }, message, { outbox, part: 1, also })
    const called = await gateway.call({ ...update, rank: 'words' })
    const receipt: Receipt = called.ok ? { ok: true, ref } : receiptOf(called, 'post')
    return receipt.ok ? { ok: true, ref } : receipt
  }

  /** What a neighbour shows there; null for the given one when it does not fit into a post with others. */
  async function partOf({ id, ref }: Neighbour, given: MessagePost): Promise<SlackMessage | null> {
    if (id === given.message.id) return asPart((await draw(given)).parts)
    const message = await store.message(id)
    if (!message || (await store.shown('slack', id)) !== ref) return moved()
    return asPart((await draw({ ...given, message })).parts) ?? moved()
  }

  return { postSome, neighboursIn, redraw }
}
