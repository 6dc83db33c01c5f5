import { Routes } from 'discord.js'
import { z } from 'zod'
import type { Clock } from '../../ports.ts'
import { onlyOnce } from '../chats/once.ts'
import type { Wish } from '../chats/once.ts'
import { mayHaveArrived } from './failures.ts'
import type { DiscordFailure } from './failures.ts'
import type { Gateway } from './gateway.ts'
import { receiptOf } from './gateway.ts'
import { signIn, signOf } from './marks.ts'
import { HIDDEN_AFTER } from './opening.ts'
import type { Opened, Opening } from './opening.ts'
import { bodyOf } from './posting.ts'
import { timeOf } from './snowflakes.ts'
import type { Tags } from './tags.ts'

interface Deps {
  readonly gateway: Pick<Gateway, 'call'>
  readonly clock: Clock
  readonly guild: () => string
  readonly tags: Tags
}

const made = z.looseObject({ id: z.string() })
const listed = z.looseObject({
  threads: z.array(
    z.looseObject({
      id: z.string(),
      name: z.string().catch(''),
      parent_id: z.string().nullish(),
    }),
  ),
})
const starter = z.looseObject({
  embeds: z.array(z.looseObject({ description: z.string().optional() })).catch([]),
})

const INVALID = 50_035
/** Of the posts that it may be, how many are looked at. */
const MOST = 30
/** Ms by which Discord's clock may be behind ours. */
const SKEW = 5 * 60_000

/** Conversations as posts of a forum: the card is the post's first message, and has its id. */
export function forumPosts({ gateway, clock, guild, tags }: Deps) {
  const once = onlyOnce<Opening & Wish, DiscordFailure>({ clock, find, put })

  async function put(given: Opening) {
    let called = await create(given, await tags.wanted(given.at.id, given.conversation, []))
    if (!called.ok && called.failure.code === INVALID) {
      // Somebody gave the forum other tags just now.
      tags.changed(given.at.id)
      called = await create(given, await tags.wanted(given.at.id, given.conversation, []))
    }
    if (called.ok) return { ok: true as const, id: made.parse(called.data).id }
    const { failure } = called
    const receipt = receiptOf(called, 'place')
    return { ok: false as const, receipt, why: failure, mayStand: mayHaveArrived(failure) }
  }

  async function create(given: Opening, applied: readonly string[]) {
    return gateway.call({
      method: 'POST',
      route: Routes.threads(given.at.id),
      channel: given.at.id,
      body: {
        name: given.name,
        auto_archive_duration: HIDDEN_AFTER,
        applied_tags: applied,
        message: bodyOf(given.card, markOf(given)),
      },
    })
  }

  /** Discord knows no nonce for posts: it is looked for among those that were made since. */
  async function find({ at, since, not, name, ...given }: Opening & Wish) {
    const routes = [
      Routes.guildActiveThreads(guild()),
      Routes.channelThreads(at.id, 'public'),
    ] as const
    const posts: z.infer<typeof listed>['threads'] = []
    for (const route of routes) {
      const called = await gateway.call({ method: 'GET', route })
      if (!called.ok) return { ok: false as const, receipt: receiptOf(called, 'place') }
      const { threads } = listed.parse(called.data)
      posts.push(...threads.filter((one) => one.parent_id === at.id))
    }
    const recent = posts.filter(({ id }) => id !== not && timeOf(id) >= since - SKEW)
    // A busy forum has got many others since, and people may have named it anew.
    const rank = (post: (typeof posts)[number]) => (post.name === name ? 0 : 1)
    const likely = recent.toSorted((a, b) => rank(a) - rank(b) || timeOf(a.id) - timeOf(b.id))
    for (const { id } of likely.slice(0, MOST)) {
      const called = await gateway.call({ method: 'GET', route: Routes.channelMessage(id, id) })
      if (!called.ok && called.failure.status !== 404)
        return { ok: false as const, receipt: receiptOf(called, 'place') }
      const card = called.ok ? starter.parse(called.data).embeds[0]?.description : undefined
      if (signIn(card ?? '') === signOf(markOf(given))) return { ok: true as const, id }
    }
    return { ok: true as const, id: null }
  }

  return async (given: Opening): Promise<Opened> => {
    const { at, conversation, former } = given
    const stood = await once({
      ...given,
      key: `${at.id} ${conversation.id}`,
      since: conversation.openedAt,
      ...(former ? { not: former.channel } : {}),
    })
    if (!stood.ok) return stood
    return { ok: true, thread: { channel: stood.id, cardIn: stood.id, card: stood.id } }
  }
}

function markOf({ conversation }: Pick<Opening, 'conversation'>) {
  return { outbox: conversation.id, part: 1 }
}
