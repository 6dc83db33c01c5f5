import type { Conversation } from '../conversation/conversation.ts'
import { hasJoined } from '../conversation/conversation.ts'
import { evolve } from '../conversation/evolve.ts'
import type { AgentId } from '../conversation/ids.ts'
import type { Clock, Store } from '../ports.ts'
import type { Told } from './told.ts'

interface Deps {
  readonly store: Pick<Store, 'events'>
  readonly clock: Clock
  readonly told: Told
}

export type Joins = ReturnType<typeof knowingWhoHadJoined>

/** Ms after being given one for which it is doubted, after a start, whether they have been shown so. */
const DOUBTED = 60_000
/** By how many ms a platform's clock and ours may differ. */
const SKEW = 1_000
const KEPT = 10_000

/**
 * Knows of words that come late whether their author had joined when they wrote them: by our own record, and where
 * they joined from the same platform by its clock, so that what waited together keeps its order.
 */
export function knowingWhoHadJoined({ store, clock, told }: Deps, chat: string) {
  /** By conversation and agent: the time of our record, and when the platform says it was asked for. */
  const asked = new Map<string, { readonly since: number; readonly at: number }>()

  /** Who took theirs themselves, or has answered since they were given it. */
  const aware = new Set<string>()

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

  /** When a colleague or a machine gave it to them, and they have not answered since; null where they took it. */
  async function givenAt({ id }: Conversation, agent: AgentId): Promise<number | null> {
    let given: number | null = null
    for (const { at, by, event } of await store.events(id)) {
      const isTheirs = by.kind === 'human' && by.id === agent
      const gives = event.type === 'assigned' || event.type === 'transferred'
      if (gives && event.assignee.id === agent) given = isTheirs ? null : at
      else if (isTheirs && event.type !== 'noted') given = null
    }
    return given
  }

  /** True where it was given to them and this chat had not shown them so: to them it was nobody’s. */
  async function wasUntold(conversation: Conversation, agent: AgentId, at: number) {
    if (conversation.status !== 'claimed' || conversation.assignee.id !== agent) return false
    const { id, claimedAt } = conversation
    const shown = told.at(chat, id, agent)
    if (shown !== null && shown >= claimedAt && at >= shown) return false
    const key = `${keyOf(conversation, agent)} ${claimedAt}`
    if (aware.has(key)) return false
    const given = await givenAt(conversation, agent)
    if (given === null) {
      aware.add(key)
      const [oldest] = aware
      if (aware.size > KEPT && oldest !== undefined) aware.delete(oldest)
      return false
    }
    if (shown !== null && shown >= given) return at < shown
    return given >= told.since || clock.now() - given < DOUBTED
  }

  return {
    /**
     * True when these words, written at `at` (epoch ms), were written before their author joined, or before they
     * could know that it was given to them.
     */
    async wasOutside(conversation: Conversation, agent: AgentId, at: number): Promise<boolean> {
      if (!hasJoined(conversation, agent)) return false
      if (await wasUntold(conversation, agent, at)) return true
      if (clock.now() - at <= SKEW) return false
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
