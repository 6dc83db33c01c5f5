import type { Logger } from 'pino'
import { z } from 'zod'
import type { Feed } from '../../ports.ts'

/** Up to where each channel was heard. */
export interface HeardMarks {
  /** Something in this channel was heard. */
  heard(channel: string, ts: string): void
  /** By the channels of this process. */
  readonly newest: ReadonlyMap<string, string>
  /** How far a process before this one had come, by channel. */
  read(): Promise<ReadonlyMap<string, string>>
  stop(): Promise<void>
}

const SAVE_AFTER = 2_000
const MOST_CHANNELS = 200

const mark = z.object({ ts: z.string() })

interface Deps {
  readonly feed: Feed
  readonly log: Logger
  /** The feed's topic that they are kept under. */
  readonly topic: string
  readonly isLater: (ts: string, than: string) => boolean
}

/** Keeps the marks, so that a process after this one knows from where to read what it missed. */
export function heardMarks({ feed, log, topic, isLater }: Deps): HeardMarks {
  const newest = new Map<string, string>()
  const unsaved = new Set<string>()
  let saving: NodeJS.Timeout | undefined

  function saveNow(): void {
    save().catch((error: unknown) => log.warn({ error: String(error) }, 'a mark was not saved'))
  }

  async function save(): Promise<void> {
    clearTimeout(saving)
    saving = undefined
    const entries = [...unsaved].map((channel) => ({
      topic,
      key: channel,
      body: { ts: newest.get(channel) ?? '' },
    }))
    unsaved.clear()
    if (entries.length > 0) await feed.put(entries)
  }

  return {
    newest,
    heard(channel, ts) {
      const before = newest.get(channel)
      if (before !== undefined && !isLater(ts, before)) return
      newest.set(channel, ts)
      unsaved.add(channel)
      // After a crash nothing would be read of a channel that has no mark yet.
      if (before === undefined) saveNow()
      else saving ??= setTimeout(saveNow, SAVE_AFTER)
    },
    async read() {
      const entries = await feed.page(topic, MOST_CHANNELS)
      return new Map(
        entries.flatMap(({ key, body }) => {
          const ts = mark.safeParse(body).data?.ts
          return ts ? [[key, ts] as const] : []
        }),
      )
    },
    stop: save,
  }
}
