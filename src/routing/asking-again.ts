import type { Rerouted } from '../conversation/actions.ts'
import type { Conversation } from '../conversation/conversation.ts'
import type { InboxId } from '../conversation/ids.ts'
import type { Labels } from '../conversation/labels.ts'
import type { Store, Visitors } from '../ports.ts'
import type { Usual } from './opening.ts'
import { subjectAgain } from './opening.ts'
import type { Rule } from './rules.ts'
import { chooseRoute } from './rules.ts'

interface Deps {
  readonly store: Pick<Store, 'history' | 'previous'>
  readonly visitors: Pick<Visitors, 'get'>
  rules(): readonly Rule[]
  /** What an inbox says itself; null where it is not open any more. */
  usual(inbox: InboxId): Usual | null
}

export type AskingAgain = (conversation: Conversation, labels: Labels) => Promise<Rerouted | null>

/**
 * Asks the rules once more where a conversation belongs, as things were when it opened and with what is known by now
 * of what it is about. Null where they cannot be asked.
 */
export function askingAgain({ store, visitors, rules, usual }: Deps): AskingAgain {
  return async (conversation, labels) => {
    const its = usual(conversation.inbox)
    const [first] = await store.history(conversation.id, 1, 2)
    if (!its || !first) return null
    const began = {
      conversation: { ...conversation, labels },
      content: first.content,
      visitor: await visitors.get(conversation.visitor.id),
      last: await store.previous(conversation),
    }
    const { route, rule, why } = chooseRoute(
      rules(),
      subjectAgain(began, its),
      conversation.openedAt,
    )
    return {
      route,
      ...(rule === null ? {} : { rule }),
      ...(rule === null && why.length === 0 ? {} : { passedOver: why }),
    }
  }
}
