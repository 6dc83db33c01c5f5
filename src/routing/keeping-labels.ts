import type { Logger } from 'pino'
import type { Refusal, Rerouted } from '../conversation/actions.ts'
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
  /** Where the rules send it by these labels and its words so far; null where they are not asked. */
  reroute(conversation: Conversation, labels: Labels | undefined): Promise<Rerouted | null>
  /** A team as people call it. */
  teamName(team: string): string
}

/** What a machine said of a conversation. */
export interface Answer {
  readonly labels: Labels
  readonly classifier: string
  /** As of the question: what one machine says to one is kept once. */
  readonly after: number | null
  /** They are other words than machines spoke of before. */
  readonly anew: boolean
}

const SORTER: Actor = { kind: 'automation', rule: 'sorting' }
const NOWHERE: Refusal = { code: 'unchanged', sentence: 'It is there already.' }

/**
 * Keeps what is known of a conversation, and sends it where that leads as long as `mayLead`. Both resolve when that
 * is decided, whether or not it is refused, and never reject.
 */
export function keepingLabels({ router, store, log, reroute, teamName }: KeepingDeps) {
  function told(conversation: Conversation, labels: Labels, to: Rerouted): Rerouted {
    return { ...to, said: sortedLine(conversation, labels, to, teamName) }
  }

  async function answer(
    id: ConversationId,
    { labels, classifier, after, anew }: Answer,
    mayLead: () => boolean,
  ): Promise<void> {
    await decided(id, {
      async action(conversation) {
        const known = relabelled(conversation?.labels, labels, anew)
        const to = conversation && mayLead() ? await reroute(conversation, known) : null
        const led = conversation && to && told(conversation, labels, to)
        return { type: 'classify', labels, classifier, anew, to: led }
      },
      source: { door: 'sorting', id: `${id}:${classifier}${after === null ? '' : `:${after}`}` },
    })
  }

  /** By what its visitor has written since it opened, and by nothing else. */
  async function words(id: ConversationId, mayLead: () => boolean): Promise<void> {
    await decided(id, {
      async action(conversation) {
        const to =
          conversation && mayLead() ? await reroute(conversation, conversation.labels) : null
        if (!conversation || !to) return NOWHERE
        return { type: 'reroute', to: told(conversation, {}, to), why: 'words' }
      },
      source: null,
    })
  }

  async function decided(
    id: ConversationId,
    wish: Pick<Parameters<Router['fulfil']>[0], 'action' | 'source'>,
  ): Promise<void> {
    try {
      await router.fulfil({ key: id, by: SORTER, load: async () => store.load(id), ...wish })
    } catch (error) {
      log.error({ conversation: id, error: faultOf(error) }, 'labels were not kept')
    }
  }

  return { answer, words }
}
