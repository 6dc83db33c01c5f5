import type { Conversation } from '../conversation/conversation.ts'
import { hasJoined } from '../conversation/conversation.ts'
import { evolve } from '../conversation/evolve.ts'
import type { AgentId } from '../conversation/ids.ts'
import type { Clock, Store } from '../ports.ts'

interface Deps {
  readonly store: Pick<Store, 'events'>
  readonly clock: Clock
}

export type Joins = ReturnType<typeof knowingWhoHadJoined>

/** By how many ms a platform's clock and ours may differ. */
const SKEW = 1_000
const KEPT = 10_000

/**
 * Knows of words that come late whether their author had joined when they wrote them: by our own record, and where
 * they joined from the same platform by its clock, so that what waited together keeps its order.
 */
export function knowingWhoHadJoined({ store, clock }: Deps) {
  /** By conversation and agent: the time of our record, and when the platform says it was asked for. */
  const asked = new Map<string, { readonly since: number; readonly at: number }>()

  /** Since when they speak for it; null where they do not. */
  async function since({ id }: Conversation, agent: AgentId): Promise<number | null> {
    let conversation: Conversation | null = null
    let from: number | null = null
    for (const recorded of await store.events(id)) {
      conversation = evolve(conversation, recorded)
      from = hasJoined(conversation, agent) ? (from ?? recorded.at) : null
    }
    return from
  }

  return {
    /** True when these words, written at `at` (epoch ms), were written before their author joined. */
    async wasOutside(conversation: Conversation, agent: AgentId, at: number): Promise<boolean> {
      if (clock.now() - at <= SKEW || !hasJoined(conversation, agent)) return false
      const from = await since(conversation, agent)
      const known = asked.get(keyOf(conversation, agent))
      const joined = known && known.since === from ? known.at : from
      return joined !== null && joined - at > SKEW
    },

    /** What was asked for at `at` (epoch ms) has been done. */
    async changed(before: Conversation, after: Conversation, at: number): Promise<void> {
      for (const agent of after.joined.filter((one) => !hasJoined(before, one))) {
        const from = await since(after, agent)
        if (from !== null) asked.set(keyOf(after, agent), { since: from, at })
        const [oldest] = asked.keys()
        if (asked.size > KEPT && oldest !== undefined) asked.delete(oldest)
      }
    },
  }
}

function keyOf({ id }: Conversation, agent: AgentId): string {
  return `${id} ${agent}`
}
