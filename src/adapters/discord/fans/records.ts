import { z } from 'zod'
import type { MessageId } from '../../../conversation/ids.ts'
import type { Feed } from '../../../ports.ts'
import { remembered } from '../../chats/remembered.ts'

const TOPIC = 'discord:fans'
const CHANNELS = 'discord:fan channels'
const CACHED = 5_000
const MOST = 5_000

// The brand has no runtime form; what was stored under it was its own.
const message = z.string().transform((id) => id as MessageId)

const record = z.object({
  /** Their direct messages with the app, once those were opened. */
  channel: z.string().nullable(),
  /** The inbox that they write to, once that is known. */
  inbox: z.string().nullable(),
  /** Messages that they wrote before they said to whom, as Discord told of them. */
  waiting: z.array(z.unknown()),
  /** Replies that did not reach them. */
  unsent: z.array(message),
  /** The team was told that nothing reaches them. */
  isClosed: z.boolean(),
})

/** What is known of a person who writes to the app. */
type FanRecord = z.infer<typeof record>

const owner = z.object({ user: z.string() })

const NEW: FanRecord = { channel: null, inbox: null, waiting: [], unsent: [], isClosed: false }

/** What is known of whom, kept for ever. */
export interface Records {
  /** Null for who never wrote. */
  get(user: string): Promise<FanRecord | null>
  /** Changes it, one change after the other. Durable when it resolves. */
  change(user: string, change: (before: FanRecord) => Partial<FanRecord>): Promise<void>
  /** Whose direct messages these are; null for any other channel. */
  userIn(channel: string): Promise<string | null>
  /** Direct messages of the last who came for the first time. */
  channels(): Promise<readonly string[]>
}

export function fanRecords(feed: Pick<Feed, 'get' | 'put' | 'page'>): Records {
  const known = remembered<FanRecord>(CACHED)
  const turns = new Map<string, Promise<void>>()

  async function get(user: string): Promise<FanRecord | null> {
    const cached = known.get(user)
    if (cached) return cached
    const read = record.safeParse((await feed.get(TOPIC, user))?.body).data ?? null
    if (read) known.set(user, read)
    return read
  }

  async function write(user: string, change: (before: FanRecord) => Partial<FanRecord>) {
    const before = await get(user)
    const after = { ...(before ?? NEW), ...change(before ?? NEW) }
    if (before && JSON.stringify(before) === JSON.stringify(after)) return
    const { channel } = after
    const isNew = channel !== null && channel !== before?.channel
    const also = isNew ? [{ topic: CHANNELS, key: channel, body: { user } }] : []
    await feed.put([{ topic: TOPIC, key: user, body: after }, ...also])
    known.set(user, after)
  }

  return {
    get,
    change(user, change) {
      const last = turns.get(user) ?? Promise.resolve()
      const mine = last.then(
        () => write(user, change),
        () => write(user, change),
      )
      turns.set(user, mine)
      const end = () => turns.get(user) === mine && turns.delete(user)
      mine.then(end, end)
      return mine
    },
    async userIn(channel) {
      return owner.safeParse((await feed.get(CHANNELS, channel))?.body).data?.user ?? null
    },
    async channels() {
      const entries = await feed.page(TOPIC, MOST)
      return entries.flatMap(({ body }) => record.safeParse(body).data?.channel ?? [])
    },
  }
}
