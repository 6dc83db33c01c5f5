import type { Feed, FeedEntry } from '../../ports.ts'
import type { AgentId } from '../../conversation/ids.ts'
import { bodyOf, cardOf, isFor, isOver, postsOf, THREADS } from './entries.ts'
import { LIMITS } from './limits.ts'
import type { OpenThreads } from './open-threads.ts'

export interface PostPage {
  readonly entries: readonly FeedEntry[]
  readonly more: boolean
  /** These are all that is to be held: forget others. */
  readonly reset: boolean
}

/** What pages ask of the feed, in pieces of bounded size. */
export function deskReading(feed: Feed, open: OpenThreads) {
  /** Every thread that is neither closed nor moved away, then the newest of those that are. */
  async function* allThreads(): AsyncGenerator<FeedEntry[]> {
    const ids = open.all()
    for (let start = 0; start < ids.length; start += LIMITS.page.threads) {
      const piece = ids.slice(start, start + LIMITS.page.threads)
      const found = await Promise.all(piece.map(async (id) => feed.get(THREADS, id)))
      yield found.filter((entry) => entry !== null)
    }
    yield* newestClosed()
  }

  async function* newestClosed(): AsyncGenerator<FeedEntry[]> {
    let wanted: number = LIMITS.page.closed
    let before: number | undefined
    // A bound, should the newest threads hardly ever have been closed.
    for (let pages = 0; pages < 10 && wanted > 0; pages++) {
      const entries = await feed.page(THREADS, LIMITS.page.threads, before)
      const closed = entries.filter((entry) => isOver(cardOf(entry)))
      if (closed.length > 0) yield closed.slice(-wanted)
      wanted -= closed.length
      before = entries[0]?.position
      if (before === undefined) return
    }
  }

  async function threadsAfter(change: number): Promise<FeedEntry[]> {
    return feed.since(THREADS, change, LIMITS.page.threads)
  }

  /**
   * What a member's page misses of a thread: all after `change`, or the newest page if it holds nothing or
   * misses too much.
   */
  async function posts(thread: string, change: number | null, member: AgentId): Promise<PostPage> {
    if (change !== null && change <= (await feed.head())) {
      const entries = await feed.since(postsOf(thread), change, LIMITS.page.missed)
      if (entries.length < LIMITS.page.missed)
        return { entries: entries.filter(shownTo(member)), more: false, reset: false }
    }
    return { ...(await page(thread, LIMITS.page.posts, member)), reset: true }
  }

  async function older(thread: string, before: number, member: AgentId): Promise<PostPage> {
    return { ...(await page(thread, LIMITS.page.older, member, before)), reset: false }
  }

  async function page(thread: string, size: number, member: AgentId, before?: number) {
    const found: FeedEntry[] = []
    let position = before
    // One more than is shown, to know whether there are more; further back where whispers of others are left out.
    while (found.length <= size) {
      const entries = await feed.page(postsOf(thread), size + 1, position)
      found.unshift(...entries.filter(shownTo(member)))
      position = entries[0]?.position
      if (entries.length <= size) break
    }
    return { entries: found.slice(-size), more: found.length > size }
  }

  return { allThreads, threadsAfter, posts, older, head: async () => feed.head() }
}

function shownTo(member: AgentId) {
  return (entry: FeedEntry) => isFor(bodyOf(entry), member)
}

export type Reading = ReturnType<typeof deskReading>
