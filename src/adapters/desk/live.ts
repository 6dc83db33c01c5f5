import type { Logger } from 'pino'
import type { FeedEntry, Feed } from '../../ports.ts'
import type { PostBatch, ThreadBatch } from './batches.ts'
import { postsOf, THREADS } from './entries.ts'
import { LIMITS } from './limits.ts'
import type { OpenThreads } from './open-threads.ts'

/** What is told of each change. */
export interface Audience {
  readonly shown: (thread: string) => boolean
  readonly threads: (batch: ThreadBatch) => void
  readonly posts: (batch: PostBatch) => void
  /** Something may not have been told: whoever comes back gets it by the cursor. */
  readonly lost: () => void
}

export interface LiveDeps {
  readonly feed: Feed
  readonly open: OpenThreads
  readonly audience: Audience
  readonly drawThreads: (entries: readonly FeedEntry[], cursor: number) => ThreadBatch
  readonly drawPosts: (thread: string, entries: readonly FeedEntry[]) => PostBatch
  readonly log: Logger
}

/**
 * Carries what changes in the feed to those who look at it. News only wakes it: what it tells is read from
 * the feed, once for all, in the order of the changes.
 */
export function goLive({ feed, open, audience, drawThreads, drawPosts, log }: LiveDeps) {
  let cursor = open.upTo()
  let stopped = false
  let restUntil = 0
  let cancel: (() => void) | null = null
  let sweeping: Promise<void> | null = null
  let again = false

  /** Looks at the feed soon, with all else that came by then: at most half of the time goes into telling. */
  function wake() {
    if (stopped || cancel) return
    if (sweeping) {
      again = true
      return
    }
    cancel = soon(restUntil - performance.now(), start)
  }

  function start() {
    cancel = null
    const from = performance.now()
    sweeping = sweep()
      .catch((error: unknown) => {
        log.error({ err: error }, 'the desk could not read what changed')
        audience.lost()
      })
      .finally(() => {
        const now = performance.now()
        restUntil = now + Math.min(LIMITS.rest, now - from)
        sweeping = null
        if (!again) return
        again = false
        wake()
      })
  }

  async function sweep() {
    for (;;) {
      const from = cursor
      const entries = await feed.since(THREADS, from, LIMITS.page.threads)
      const newest = entries.at(-1)
      if (!newest || stopped) return
      open.note(entries)
      // In one turn, so that a page that becomes ready meanwhile is told or has read it, never neither.
      cursor = newest.change
      audience.threads(drawThreads(entries, cursor))
      for (const { key } of entries) await sweepPosts(key, from)
      await open.saveIfMuch()
      if (entries.length < LIMITS.page.threads) return
    }
  }

  async function sweepPosts(thread: string, from: number) {
    let upTo = from
    while (audience.shown(thread)) {
      const entries = await feed.since(postsOf(thread), upTo, LIMITS.page.missed)
      const newest = entries.at(-1)
      if (newest) audience.posts(drawPosts(thread, entries))
      if (!newest || entries.length < LIMITS.page.missed) return
      upTo = newest.change
    }
  }

  async function stop() {
    stopped = true
    cancel?.()
    await sweeping
  }

  return { wake, cursor: () => cursor, stop }
}

/** Runs it after so many ms, or when this turn is over; gives back what cancels it. */
function soon(wait: number, run: () => void): () => void {
  if (wait < 1) {
    const immediate = setImmediate(run)
    return () => clearImmediate(immediate)
  }
  const timer = setTimeout(run, wait)
  return () => clearTimeout(timer)
}

export type Live = ReturnType<typeof goLive>
