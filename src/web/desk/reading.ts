import type { Keep } from './keep.ts'
import type { Page, Reading } from './page.ts'
import { currentThread } from './page.ts'

const KEY = 'read'
const MOST = 1_500

/** What this browser knows to be read. On its first visit all that there is counts as read. */
export function readReading(keep: Keep, now: number): Reading {
  const kept = keep.read(KEY)
  if (isReading(kept)) return kept
  const fresh: Reading = { since: now, upTo: {} }
  keep.write(KEY, fresh)
  return fresh
}

/** The page with the thread on screen read up to its newest message. */
export function markedRead(page: Page, keep: Keep): Page {
  const thread = currentThread(page)
  const at = Math.max(thread?.last?.at ?? 0, thread?.whisper?.at ?? 0)
  if (!thread || at <= (page.reading.upTo[thread.id] ?? 0)) return page
  const reading = { ...page.reading, upTo: bounded({ ...page.reading.upTo, [thread.id]: at }) }
  keep.write(KEY, reading)
  return { ...page, reading }
}

function bounded(upTo: Reading['upTo']): Reading['upTo'] {
  const entries = Object.entries(upTo)
  if (entries.length <= MOST) return upTo
  return Object.fromEntries(entries.toSorted((a, b) => b[1] - a[1]).slice(0, MOST))
}

function isReading(kept: unknown): kept is Reading {
  return (
    typeof kept === 'object' &&
    kept !== null &&
    'since' in kept &&
    typeof kept.since === 'number' &&
    'upTo' in kept &&
    typeof kept.upTo === 'object' &&
    kept.upTo !== null
  )
}
