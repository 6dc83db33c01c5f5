import { z } from 'zod'
import type { Feed, FeedEntry } from '../../ports.ts'
import { cardOf, isOver, THREADS } from './entries.ts'

const TOPIC = 'desk:index'
const KEY = 'open'
const PAGE = 500

const Kept = z.object({ upTo: z.number(), open: z.array(z.string()) })

/**
 * Knows which threads are neither closed nor moved away, however many closed ones there are. It is kept in the feed from time
 * to time, so that a start reads only what changed since.
 */
export async function knowOpenThreads(feed: Feed) {
  const open = new Set<string>()
  let upTo = 0
  let savedAt = 0
  await load()

  async function load() {
    const entry = await feed.get(TOPIC, KEY)
    const kept = Kept.safeParse(entry?.body).data
    if (kept && kept.upTo <= (await feed.head())) {
      for (const thread of kept.open) open.add(thread)
      upTo = savedAt = kept.upTo
    }
    for (;;) {
      const entries = await feed.since(THREADS, upTo, PAGE)
      note(entries)
      if (entries.length < PAGE) return
    }
  }

  /** Takes in cards in the order of their changes. */
  function note(entries: readonly FeedEntry[]) {
    for (const entry of entries) {
      if (isOver(cardOf(entry))) open.delete(entry.key)
      else open.add(entry.key)
      upTo = Math.max(upTo, entry.change)
    }
  }

  async function save() {
    if (upTo === savedAt) return
    savedAt = upTo
    await feed.put([{ topic: TOPIC, key: KEY, body: { upTo, open: [...open] } }])
  }

  /** Keeps it if much has changed since it was kept last. */
  async function saveIfMuch() {
    if (upTo - savedAt >= PAGE * 2) await save()
  }

  return { note, save, saveIfMuch, upTo: () => upTo, all: () => [...open] }
}

export type OpenThreads = Awaited<ReturnType<typeof knowOpenThreads>>
