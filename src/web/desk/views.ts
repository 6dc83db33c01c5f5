import type { DeskThread } from '../../adapters/desk/protocol.ts'

/** What the list shows: one of five views, or a channel by `channel:<id>`. */
export type View = 'waiting' | 'mine' | 'open' | 'snoozed' | 'closed' | `channel:${string}`

export const VIEWS = ['waiting', 'mine', 'open', 'snoozed', 'closed'] as const

export const VIEW_NAMES: Readonly<Record<(typeof VIEWS)[number], string>> = {
  waiting: 'Waiting',
  mine: 'Mine',
  open: 'All open',
  snoozed: 'Snoozed',
  closed: 'Closed',
}

/** The threads of a view in the order in which they want attention: who has waited longest comes first. */
export function threadsIn(view: View, threads: Iterable<DeskThread>, me: string): DeskThread[] {
  const shown = [...threads].filter((thread) => isIn(view, thread, me))
  return shown.toSorted(orderOf(view))
}

/** True when the thread belongs in the view of member `me`. */
function isIn(view: View, thread: DeskThread, me: string): boolean {
  // What was moved away is still found where it was.
  if (thread.movedTo) return view === `channel:${thread.channel}`
  switch (view) {
    case 'waiting':
      return thread.status === 'waiting'
    case 'mine':
      return thread.status === 'claimed' && isMine(thread, me)
    case 'open':
      return isOpen(thread)
    case 'snoozed':
      return thread.status === 'snoozed'
    case 'closed':
      return thread.status === 'closed'
    default:
      return isOpen(thread) && view === `channel:${thread.channel}`
  }
}

/** How many threads stand in each view and channel, but for those that were moved away. */
export function countsOf(threads: Iterable<DeskThread>, me: string): ReadonlyMap<View, number> {
  const counts = new Map<View, number>()
  for (const thread of threads) {
    if (thread.movedTo) continue
    for (const view of [...VIEWS, `channel:${thread.channel}` as const]) {
      if (isIn(view, thread, me)) counts.set(view, (counts.get(view) ?? 0) + 1)
    }
  }
  return counts
}

function isOpen(thread: DeskThread): boolean {
  return thread.status === 'waiting' || thread.status === 'claimed'
}

function isMine(thread: DeskThread, me: string): boolean {
  return thread.assignee?.id === me || thread.joined.includes(me)
}

type Order = (a: DeskThread, b: DeskThread) => number

function orderOf(view: View): Order {
  if (view === 'closed') return (a, b) => newest(b) - newest(a)
  if (view === 'snoozed') return (a, b) => (a.snoozedUntil ?? 0) - (b.snoozedUntil ?? 0)
  return byWaiting
}

/** Those who wait, longest first; then the others, newest first; what was moved away last. */
function byWaiting(a: DeskThread, b: DeskThread): number {
  if (a.movedTo || b.movedTo) {
    if (a.movedTo && b.movedTo) return newest(b) - newest(a)
    return a.movedTo ? 1 : -1
  }
  if (a.waitingSince !== null && b.waitingSince !== null) return a.waitingSince - b.waitingSince
  if (a.waitingSince !== null) return -1
  if (b.waitingSince !== null) return 1
  return newest(b) - newest(a)
}

function newest(thread: DeskThread): number {
  return thread.last?.at ?? thread.openedAt
}
