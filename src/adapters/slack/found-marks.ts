import { z } from 'zod'
import type { Receipt } from '../../ports.ts'
import type { Doing } from './failures.ts'
import type { Gateway } from './gateway.ts'
import { receiptOf } from './gateway.ts'
import type { Mark, SlackThread } from './refs.ts'
import { readMark } from './refs.ts'

/** The `ts` of each post that carries a mark of ours. */
export type Marks = ReadonlyMap<string, string>

export type FoundMarks =
  { readonly ok: true; readonly marks: Marks } | { readonly ok: false; readonly receipt: Receipt }

const page = z.looseObject({
  messages: z.array(z.looseObject({ ts: z.string(), metadata: z.unknown().optional() })).catch([]),
  response_metadata: z.looseObject({ next_cursor: z.string().optional() }).optional(),
})

const MOST_PAGES = 20

export function keyOfMark({ outbox, part }: Mark): string {
  return `${part} ${outbox}`
}

/** The marks of a whole thread. */
export async function marksInThread(
  gateway: Gateway,
  { channel, ts }: SlackThread,
): Promise<FoundMarks> {
  const args = { channel, ts, include_all_metadata: true, limit: 200 }
  return look(gateway, 'conversations.replies', channel, args, MOST_PAGES, 'thread')
}

/** The marks of the newest few hundred messages at a channel's top level. */
export async function marksInChannel(gateway: Gateway, channel: string): Promise<FoundMarks> {
  const args = { channel, include_all_metadata: true, limit: 200 }
  return look(gateway, 'conversations.history', channel, args, 2, 'place')
}

async function look(
  gateway: Gateway,
  method: string,
  channel: string,
  args: Readonly<Record<string, unknown>>,
  pages: number,
  doing: Doing,
): Promise<FoundMarks> {
  const marks = new Map<string, string>()
  let cursor = ''
  for (let count = 0; count < pages; count += 1) {
    const called = await gateway.call({
      method,
      channel,
      args: { ...args, ...(cursor === '' ? {} : { cursor }) },
    })
    if (!called.ok) return { ok: false, receipt: receiptOf(called, doing) }
    const { messages, response_metadata: more } = page.parse(called.data)
    for (const { ts, metadata } of messages) {
      const mark = readMark(metadata)
      // Of two the first stands: the other was a doubt.
      if (mark && !marks.has(keyOfMark(mark))) marks.set(keyOfMark(mark), ts)
    }
    cursor = more?.next_cursor ?? ''
    if (cursor === '') break
  }
  return { ok: true, marks }
}
