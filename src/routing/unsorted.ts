import type { Conversation } from '../conversation/conversation.ts'
import { isUntouched } from '../conversation/deciding-labels.ts'
import type { Content } from '../conversation/message.ts'
import { plainText } from '../conversation/message.ts'
import type { Store } from '../ports.ts'

/** At most so many are looked at, those that have waited the longest. */
const MOST = 2_000

export interface Unsorted {
  readonly conversation: Conversation
  /** Its first words. */
  readonly text: string
}

/** Conversations that nobody has labelled or touched, opened since then (epoch ms). */
export async function unsortedSince(
  store: Pick<Store, 'list' | 'history'>,
  since: number,
): Promise<readonly Unsorted[]> {
  const found: Unsorted[] = []
  const wanted = { assignee: 'nobody', statuses: ['waiting'], limit: MOST } as const
  for (const conversation of await store.list(wanted)) {
    const { id, labels, openedAt } = conversation
    if (labels || openedAt < since || !isUntouched(conversation)) continue
    const [first] = await store.history(id, 1, 2)
    if (first?.kind === 'visitor') found.push({ conversation, text: wordsOf(first.content) })
  }
  return found
}

/** What there is to read in a message. */
export function wordsOf(content: Content): string {
  return plainText({ ...content, files: [] }).trim()
}
