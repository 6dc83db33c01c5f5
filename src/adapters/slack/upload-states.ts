import { z } from 'zod'
import type { FileId, MessageId } from '../../conversation/ids.ts'
import type { Feed, Ref } from '../../ports.ts'
import { remembered } from '../chats/remembered.ts'

const fileId = z.custom<FileId>((id) => typeof id === 'string' && id !== '')

const state = z.object({
  /** `sending`: their bytes go to Slack; `completing`: Slack may be showing them; `done`: nothing more is tried. */
  stage: z.enum(['sending', 'completing', 'done']),
  /** Files whose bytes Slack has, by their ids there. */
  sent: z.array(z.object({ file: fileId, id: z.string() })),
  /** Files that are links instead, and why. */
  left: z.array(z.object({ file: fileId, reason: z.string() })),
  /** The post that shows them, where it is known. */
  ts: z.string().nullable(),
})

/** How far the upload of a message's files into one thread has come. */
export type UploadState = Readonly<z.infer<typeof state>>

const kept = z.object({ threads: z.record(z.string(), state) })

export const NOTHING_SENT: UploadState = { stage: 'sending', sent: [], left: [], ts: null }

const TOPIC = 'slack:files'

/**
 * What became of each message's files, thread by thread, durably: to show a file twice is prevented by nothing else,
 * since Slack lets a file carry no mark of ours.
 */
export function uploadStates(feed: Pick<Feed, 'get' | 'put'>) {
  const known = remembered<Readonly<Record<Ref, UploadState>>>(5_000)

  async function all(message: MessageId): Promise<Readonly<Record<Ref, UploadState>>> {
    const held = known.get(message)
    if (held) return held
    const entry = await feed.get(TOPIC, message)
    const threads = kept.safeParse(entry?.body).data?.threads ?? {}
    known.set(message, threads)
    return threads
  }

  async function put(message: MessageId, threads: Readonly<Record<Ref, UploadState>>) {
    await feed.put([{ topic: TOPIC, key: message, body: { threads } }])
    known.set(message, threads)
  }

  return {
    all,
    /** Null where nothing of it was ever tried. */
    get: async (message: MessageId, thread: Ref) => (await all(message))[thread] ?? null,
    /** Durable when it resolves. */
    async set(message: MessageId, thread: Ref, now: UploadState): Promise<UploadState> {
      await put(message, { ...(await all(message)), [thread]: now })
      return now
    },
    forget: (message: MessageId) => put(message, {}),
  }
}
