import { Routes } from 'discord.js'
import type { Logger } from 'pino'
import { z } from 'zod'
import type { Clock, Feed } from '../../ports.ts'
import type { Gateway } from './gateway.ts'
import type { At } from './heard.ts'
import { parsePosts, postsRef } from './refs.ts'

/** Messages of the app's that mean nothing any more after a while, and go then. */
export interface Passing {
  /** Takes this one away at that time, epoch ms; also in a process after this one. */
  goes(at: At, when: number): Promise<void>
  /** Goes on with what a process before this one left standing. */
  begin(): Promise<void>
  stop(): Promise<void>
}

interface Deps {
  readonly gateway: Pick<Gateway, 'call'>
  readonly feed: Pick<Feed, 'put' | 'page'>
  readonly clock: Clock
  readonly log: Logger
}

const TOPIC = 'discord:passing'
const MOST = 500

const kept = z.object({ until: z.number() })

export function passing({ gateway, feed, clock, log }: Deps): Passing {
  const timers = new Map<string, NodeJS.Timeout>()
  const going = new Set<Promise<void>>()

  function later(ref: string, at: At, when: number): void {
    clearTimeout(timers.get(ref))
    const wait = Math.max(0, when - clock.now())
    timers.set(
      ref,
      setTimeout(() => begin(ref, at), wait),
    )
  }

  function begin(ref: string, at: At): void {
    timers.delete(ref)
    const mine = take(ref, at)
      .catch((error: unknown) => log.warn({ error: String(error) }, 'a notice was not taken away'))
      .finally(() => going.delete(mine))
    going.add(mine)
  }

  /** What Discord does not let go now stays: it is in nobody's way. */
  async function take(ref: string, { channel, id }: At): Promise<void> {
    const route = Routes.channelMessage(channel, id)
    await gateway.call({ method: 'DELETE', route, channel })
    await feed.put([{ topic: TOPIC, key: ref, body: null }])
  }

  return {
    async goes(at, when) {
      const ref = postsRef({ channel: at.channel, posts: [at.id] })
      await feed.put([{ topic: TOPIC, key: ref, body: { until: when } }])
      later(ref, at, when)
    },
    async begin() {
      for (const { key, body } of await feed.page(TOPIC, MOST)) {
        const until = kept.safeParse(body).data?.until
        const posts = parsePosts(key)
        if (until !== undefined && posts)
          later(key, { channel: posts.channel, id: posts.posts[0] }, until)
      }
    },
    async stop() {
      for (const timer of timers.values()) clearTimeout(timer)
      timers.clear()
      await Promise.all(going)
    },
  }
}
