import { z } from 'zod'
import type { Called, Gateway, Wanted } from './gateway.ts'
import { receiptOf } from './gateway.ts'
import { isThere } from './is-there.ts'
import { pause } from '../chats/pause.ts'
import type { SlackThread } from './refs.ts'

const message = z.looseObject({
  ts: z.string(),
  subtype: z.string().optional(),
  edited: z.looseObject({ ts: z.string() }).nullish(),
})

/** A message as it stands in a thread now. */
export type StandingMessage = z.infer<typeof message>

const page = z.looseObject({
  messages: z.array(message),
  has_more: z.boolean().optional(),
  is_limited: z.literal(false).optional(),
  response_metadata: z.looseObject({ next_cursor: z.string().nullish() }).optional(),
})

export interface WholeThreads {
  /**
   * All that stands in the thread from `oldest` on, by `ts`. Null when any of it could not be read, and where the
   * first message is gone: then what is missing tells nothing.
   */
  read(root: SlackThread, oldest: string): Promise<ReadonlyMap<string, StandingMessage> | null>
  /** Asks for this message alone: true only when Slack answers that there is none. */
  lacks(channel: string, ts: string): Promise<boolean>
}

const MOST_PAGES = 20
const MOST_TRIES = 8
const FIRST_WAIT = 250
const PER_PAGE = 200

const ABSENT: ReadonlySet<string | undefined> = new Set(['thread_not_found', 'message_not_found'])

/** Reads threads such that what is not in them may be taken for gone. It gives way to all other calls. */
export function wholeThreads(gateway: Gateway, ending: AbortSignal): WholeThreads {
  async function read({ channel, ts }: SlackThread, oldest: string) {
    const all = new Map<string, StandingMessage>()
    let cursor = ''
    for (let count = 0; count < MOST_PAGES; count += 1) {
      const more = cursor === '' ? {} : { cursor }
      const range = { ts, oldest, inclusive: true, limit: PER_PAGE, ...more }
      const called = await replies(channel, range)
      const read = called.ok ? page.safeParse(called.data).data : undefined
      if (!read) return null
      for (const one of read.messages) all.set(one.ts, one)
      const next = read.response_metadata?.next_cursor ?? ''
      if (next === '') return !read.has_more && (await hasRoot(all, channel, ts)) ? all : null
      cursor = next
    }
    return null
  }

  /** What a rule of the workspace removes with time it removes from the top: nobody deleted that. */
  async function hasRoot(all: ReadonlyMap<string, StandingMessage>, channel: string, ts: string) {
    const root = all.get(ts)
    return root ? root.subtype !== 'tombstone' : (await isThere(gateway, { channel, ts })) === true
  }

  async function lacks(channel: string, ts: string): Promise<boolean> {
    // The thread's first message comes, too: there has to be room for both.
    const called = await replies(channel, {
      ts,
      oldest: ts,
      latest: ts,
      inclusive: true,
      limit: 15,
    })
    if (!called.ok) return 'failure' in called && ABSENT.has(called.failure.error)
    const read = page.safeParse(called.data).data
    return read !== undefined && !read.messages.some((one) => one.ts === ts)
  }

  /** Tried again while Slack asks to wait or does not answer. */
  async function replies(channel: string, range: Readonly<Record<string, unknown>>) {
    const args = { channel, ...range }
    const wanted: Wanted = { method: 'conversations.replies', channel, args, rank: 'redraw' }
    let called: Called = await gateway.call(wanted)
    for (let tries = 0; tries < MOST_TRIES && !called.ok; tries += 1) {
      const receipt = receiptOf(called, 'thread')
      if (receipt.ok || receipt.kind !== 'retry' || ending.aborted) break
      await pause(receipt.after ?? FIRST_WAIT * 2 ** tries, ending)
      called = await gateway.call(wanted)
    }
    return called
  }

  return { read, lacks }
}
