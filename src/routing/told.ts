import type { AgentId, ConversationId } from '../conversation/ids.ts'
import type { Clock, OutboxRow } from '../ports.ts'

export type Told = ReturnType<typeof knowingWhoWasTold>

const KEPT = 10_000

/** Knows when a team chat has shown somebody that something concerns them, by the lines that went out since the start. */
export function knowingWhoWasTold({ clock }: { readonly clock: Clock }) {
  const since = clock.now()
  const told = new Map<string, number>()

  return {
    /** From when on all is known (epoch ms). */
    since,
    /** This row has gone out. */
    delivered({ target, conversation, job }: Pick<OutboxRow, 'target' | 'conversation' | 'job'>) {
      if (job.do !== 'line') return
      for (const agent of job.for) {
        const key = keyOf(target, conversation, agent)
        told.delete(key)
        told.set(key, clock.now())
      }
      const [oldest] = told.keys()
      if (told.size > KEPT && oldest !== undefined) told.delete(oldest)
    },
    /** When the chat last showed them a line that is for them (epoch ms); null where it has not. */
    at: (chat: string, conversation: ConversationId, agent: AgentId): number | null =>
      told.get(keyOf(chat, conversation, agent)) ?? null,
  }
}

function keyOf(chat: string, conversation: ConversationId, agent: AgentId): string {
  return `${chat} ${conversation} ${agent}`
}
