import type { Logger } from 'pino'
import type { Rerouted } from '../conversation/actions.ts'
import type { Actor } from '../conversation/actor.ts'
import type { Conversation } from '../conversation/conversation.ts'
import type { ConversationId } from '../conversation/ids.ts'
import type { Labels } from '../conversation/labels.ts'
import { relabelled } from '../conversation/labels.ts'
import type { Store } from '../ports.ts'
import type { Router } from './router.ts'
import { sortedLine } from './sorted-line.ts'
import { faultOf } from './trying.ts'

export interface KeepingDeps {
  readonly router: Pick<Router, 'fulfil'>
  readonly store: Pick<Store, 'load'>
  readonly log: Logger
  /** Where the rules send it by these labels; null where they are not asked. */
  reroute(conversation: Conversation, labels: Labels): Promise<Rerouted | null>
  /** A team as people call it. */
  teamName(team: string): string
}

const SORTER: Actor = { kind: 'automation', rule: 'sorting' }

/**
 * Keeps what a machine said of a conversation, and sends it where that leads as long as `mayLead`; resolves when
 * that is decided, whether or not it is refused, and never rejects. What one machine says is kept once.
 */
export function keepingLabels({ router, store, log, reroute, teamName }: KeepingDeps) {
  async function leading(conversation: Conversation, labels: Labels): Promise<Rerouted | null> {
    const to = await reroute(conversation, labels)
    return to && { ...to, said: sortedLine(conversation, labels, to, teamName) }
  }

  return async (
    id: ConversationId,
    labels: Labels,
    classifier: string,
    mayLead: () => boolean,
  ): Promise<void> => {
    try {
      await router.fulfil({
        key: id,
        by: SORTER,
        load: async () => store.load(id),
        async action(conversation) {
          const isLed = conversation !== null && mayLead()
          const now = relabelled(conversation?.labels, labels)
          const to = isLed ? await leading(conversation, now) : null
          return { type: 'classify', labels, classifier, to }
        },
        source: { door: 'sorting', id: `${id}:${classifier}` },
      })
    } catch (error) {
      log.error({ conversation: id, error: faultOf(error) }, 'labels were not kept')
    }
  }
}
