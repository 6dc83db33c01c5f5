import { z } from 'zod'
import { mayActAs } from '../../conversation/actor.ts'
import type { Place } from '../../conversation/conversation.ts'
import type { Clock, Coordination, Feed, Member, Notice, Receipt } from '../../ports.ts'
import { PEOPLE } from './news.ts'
import type { DeskNotice } from './protocol.ts'

interface Deps {
  readonly feed: Pick<Feed, 'get' | 'put'>
  readonly coordination: Pick<Coordination, 'publish'>
  readonly clock: Clock
}

const TOPIC = 'desk:notices'
const KEY = 'newest'
/** Ms after which it is old news to whoever has not seen it. */
const NEWS_FOR = 7 * 86_400_000

const kept = z.object({ id: z.string(), text: z.string(), at: z.number() })

/**
 * What is said to no conversation: the desk’s channels hold threads alone, so supervisors see it across their pages,
 * until each puts it away.
 */
export function deskNotices({ feed, coordination, clock }: Deps) {
  async function newest() {
    return kept.safeParse((await feed.get(TOPIC, KEY))?.body).data ?? null
  }

  return {
    async notice(_: Place, { id, text }: Notice): Promise<Receipt> {
      if ((await newest())?.id === id) return { ok: true, ref: id }
      await feed.put([{ topic: TOPIC, key: KEY, body: { id, text, at: clock.now() } }])
      coordination.publish(PEOPLE, null)
      return { ok: true, ref: id }
    },
    /** What this member is to see of it; null for nothing. */
    async shownTo(): Promise<(me: Member) => DeskNotice | null> {
      const one = await newest()
      const isNews = one !== null && clock.now() < one.at + NEWS_FOR
      return ({ role }) =>
        isNews && mayActAs(role, 'supervisor') ? { id: one.id, text: one.text } : null
    },
  }
}
