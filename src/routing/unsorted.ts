import type { Conversation } from '../conversation/conversation.ts'
import type { RecordedEvent } from '../conversation/events.ts'
import type { Store } from '../ports.ts'
import { changesWords, isOpenToSorting } from './open-to-sorting.ts'

/** At most so many are looked at, those that have waited the longest. */
const MOST = 2_000

interface Wanted {
  /** Opened since then (epoch ms). */
  readonly since: number
  readonly sure: number
  /** There are machines to ask. */
  readonly machines: boolean
}

/** Conversations with words that nobody has looked at, and which are still to be sorted. */
export async function unsortedSince(
  store: Pick<Store, 'list' | 'events'>,
  { since, sure, machines }: Wanted,
): Promise<readonly Conversation[]> {
  const found: Conversation[] = []
  const wanted = { assignee: 'nobody', statuses: ['waiting'], limit: MOST } as const
  for (const conversation of await store.list(wanted)) {
    const { id, labels, openedAt } = conversation
    if (openedAt < since || !isOpenToSorting(conversation, sure)) continue
    const isNew = machines && labels === undefined
    if (isNew || hasUnread(await store.events(id))) found.push(conversation)
  }
  return found
}

/** The rules have seen its first words, and machines and rules what was there when they spoke. */
function hasUnread(events: readonly RecordedEvent[]): boolean {
  const written = events.findLastIndex(changesWords)
  const opening = events.findIndex(changesWords)
  return written > Math.max(opening, events.findLastIndex(isSorted))
}

function isSorted({ event }: RecordedEvent): boolean {
  return event.type === 'classified' || (event.type === 'rerouted' && event.why === 'words')
}
