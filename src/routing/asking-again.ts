import type { Rerouted } from '../conversation/actions.ts'
import type { Conversation } from '../conversation/conversation.ts'
import type { InboxId } from '../conversation/ids.ts'
import type { Labels } from '../conversation/labels.ts'
import type { Store, Visitors } from '../ports.ts'
import type { Usual } from './opening.ts'
import { subjectAgain } from './opening.ts'
import { readWords } from './reading-words.ts'
import type { Chosen, Rule } from './rules.ts'
import { chooseRoute } from './rules.ts'

interface Deps {
  readonly store: Pick<Store, 'history' | 'previous'>
  readonly visitors: Pick<Visitors, 'get'>
  rules(): readonly Rule[]
  /** What an inbox says itself; null where it is not open any more. */
  usual(inbox: InboxId): Usual | null
}

export type AskingAgain = (
  conversation: Conversation,
  labels: Labels | undefined,
) => Promise<Rerouted | null>

/**
 * Asks the rules once more where a conversation belongs, as things were when it opened and with what is known by now
 * of what it is about: its labels, and what its visitor has written so far. Null where they cannot be asked.
 */
export function askingAgain(deps: Deps): AskingAgain {
  return async (conversation, labels) => {
    const subject = await subjectNow(deps, conversation, labels)
    return subject && rerouted(chooseRoute(deps.rules(), subject, conversation.openedAt))
  }
}

/**
 * The same as its visitor goes on writing: only what words and labels say can have changed. It does not go elsewhere
 * because its visitor has opened another page, or the settings were edited. Null where it stays.
 */
export function askingOn(deps: Deps): AskingAgain {
  return async (conversation, labels) => {
    const subject = await subjectNow(deps, conversation, labels)
    const rules = deps.rules()
    const { rule: its, openedAt } = conversation
    if (!subject) return null
    const asked = rules.map((one) =>
      one.name === its ? { ...one, when: changing(one.when) } : one,
    )
    const unread = { ...subject, text: '', labels: null }
    // What holds without a word would have chosen when it opened, had it been so then.
    const isNew = (one: Rule) =>
      one.name !== its && chooseRoute([one], unread, openedAt).rule !== null
    const barred = (one: Rule) => (isNew(one) ? 'it did not hold when this began' : null)
    const chosen = chooseRoute(asked, subject, openedAt, barred)
    const isThere = chosen.rule === (its ?? null)
    const isGone = chosen.rule === null && !rules.some(({ name }) => name === its)
    return isThere || isGone ? null : rerouted(chosen)
  }
}

async function subjectNow(
  { store, visitors, usual }: Deps,
  conversation: Conversation,
  labels: Labels | undefined,
) {
  const its = usual(conversation.inbox)
  if (!its) return null
  const { labels: _, ...rest } = conversation
  const began = {
    conversation: labels ? { ...rest, labels } : rest,
    text: (await readWords(store, conversation.id)).text,
    visitor: await visitors.get(conversation.visitor.id),
    last: await store.previous(conversation),
  }
  return subjectAgain(began, its)
}

function rerouted({ route, rule, why }: Chosen): Rerouted {
  return {
    route,
    ...(rule === null ? {} : { rule }),
    ...(rule === null && why.length === 0 ? {} : { passedOver: why }),
  }
}

/** Without what may change by itself, whatever is written. */
function changing(when: Rule['when']): Rule['when'] {
  const { page: _, campaign: __, referrer: ___, attributes: ____, verified: _____, ...rest } = when
  return rest
}
