import type { Clock, Coordination } from '../../ports.ts'
import { createBuckets } from './buckets.ts'
import { createPresence } from './presence.ts'

/** Coordination inside one process: news is heard in the order of its publishing, after the publisher's turn. */
export function createLocalCoordination({ clock }: { readonly clock: Clock }): Coordination {
  const topics = new Map<string, Set<(news: unknown) => void>>()

  function subscribe(topic: string, hear: (news: unknown) => void) {
    // A subscription is its own: the same function may subscribe twice and end one of them.
    const mine = (news: unknown) => hear(news)
    const hearers = topics.get(topic) ?? new Set()
    topics.set(topic, hearers.add(mine))
    return () => {
      hearers.delete(mine)
      if (hearers.size === 0 && topics.get(topic) === hearers) topics.delete(topic)
    }
  }

  function publish(topic: string, news: unknown) {
    for (const hear of topics.get(topic) ?? []) {
      // Each on its own, so that one which throws does not keep the news from the others.
      queueMicrotask(() => {
        if (topics.get(topic)?.has(hear)) hear(news)
      })
    }
  }

  const buckets = createBuckets(clock)
  const presence = createPresence(clock)
  return {
    publish,
    subscribe,
    take: (bucket, limit) => Promise.resolve(buckets.take(bucket, limit)),
    here: presence.here,
    present: presence.present,
  }
}
