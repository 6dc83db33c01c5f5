import type { FeedEntry, Member } from '../../ports.ts'
import type { Extent, ThreadBatch } from './batches.ts'
import { LIMITS } from './limits.ts'
import type { Live } from './live.ts'
import type { Reading } from './reading.ts'

export interface ThreadViewDeps {
  readonly live: Pick<Live, 'cursor'>
  readonly reading: Reading
  readonly draw: (entries: readonly FeedEntry[], extent: Extent) => ThreadBatch
  readonly member: () => Member
  /** Resolves when the bytes have left, so that a long list waits for a slow line. */
  readonly send: (frame: Buffer) => Promise<void>
}

/** The list of threads as one page holds it: first what it lacks, then each change, none twice. */
export function threadView({ live, reading, draw, member, send }: ThreadViewDeps) {
  /** The newest change that the page holds; null while it is still being told what it lacks. */
  let upTo: number | null = null

  async function welcome(cursor: number | null) {
    upTo = null
    // 0 is what a page holds whose first list was cut off before its end.
    const resumes = cursor !== null && cursor > 0 && cursor <= (await reading.head())
    if (resumes) return catchUp(cursor, false)
    const from = live.cursor()
    const reset = await sendAll()
    return catchUp(from, reset)
  }

  /** True when there was nothing to send, so that the page still holds what it held. */
  async function sendAll(): Promise<boolean> {
    let reset = true
    for await (const entries of reading.allThreads()) {
      await show(entries, { cursor: 0, reset })
      reset = false
    }
    return reset
  }

  async function catchUp(from: number, reset: boolean) {
    let cursor = from
    for (let first = true; ; first = false) {
      const entries = await reading.threadsAfter(cursor)
      cursor = entries.at(-1)?.change ?? cursor
      if (first || entries.length > 0) await show(entries, { cursor, reset: first && reset })
      // What live told the others meanwhile has been read here, or is read now: nothing falls between.
      if (entries.length === LIMITS.page.threads || live.cursor() > cursor) continue
      upTo = cursor
      return
    }
  }

  async function show(entries: readonly FeedEntry[], extent: Extent) {
    await send(draw(entries, extent).frameFor(member()))
  }

  function offer(batch: ThreadBatch) {
    if (upTo === null || batch.cursor <= upTo) return
    upTo = batch.cursor
    void send(batch.frameFor(member()))
  }

  return { welcome, offer }
}
