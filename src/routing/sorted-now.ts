import type { ConversationId } from '../conversation/ids.ts'
import type { Sorted } from './sorting-round.ts'

/** A conversation that is being sorted, until all parts of that have ended. */
export interface SortedNow extends Sorted {
  /** There are words that nobody was asked about. */
  hasNews: boolean
  /** It is looked at, and news are found by themselves. */
  isGoing: boolean
  readonly parts: Set<Promise<void>>
}

/** Beyond so many no new one is sorted: it goes where it goes without labels. */
const MOST = 2_000

/** Which conversations are being sorted. */
export function sortingNow() {
  const sorted = new Map<ConversationId, SortedNow>()
  const underWay = new Set<Promise<void>>()

  return {
    get: (id: ConversationId) => sorted.get(id),
    size: () => sorted.size,
    /** Its thread waits until then for its first labels (epoch ms). Null where there is no room for it. */
    enter(id: ConversationId, until: number): SortedNow | null {
      if (sorted.size >= MOST) return null
      const one: SortedNow = {
        id,
        until,
        first: Promise.withResolvers<void>(),
        round: 0,
        stands: { round: 0, place: -1 },
        isPlaced: false,
        hasNews: false,
        isGoing: false,
        parts: new Set(),
      }
      sorted.set(id, one)
      return one
    },
    /** It goes on until this has ended, too, which never rejects. */
    goesOn(one: SortedNow, part: Promise<void>): void {
      one.parts.add(part)
      underWay.add(part)
      void part.finally(() => {
        one.parts.delete(part)
        underWay.delete(part)
        if (one.parts.size > 0) return
        sorted.delete(one.id)
        one.first.resolve()
      })
    },
    /** Resolves when none is sorted any more. */
    async idle(): Promise<void> {
      while (underWay.size > 0) await Promise.all(underWay)
    },
  }
}
