import { z } from 'zod'
import type { Receipt } from '../../ports.ts'
import type { Doing } from './failures.ts'
import type { Gateway } from './gateway.ts'
import { receiptOf } from './gateway.ts'
import type { Mark, SlackThread } from './refs.ts'
import { readMark } from './refs.ts'

/** A post, and which of the messages in it is meant: `at` is 1 for the first of `of`. */
export interface Standing {
  readonly ts: string
  readonly at: number
  readonly of: readonly string[]
}

/** Where each mark of ours stands. */
export type Marks = ReadonlyMap<string, Standing>

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

/** Where all that a post holds stands, by its mark and those of the others in it. */
export function standings(mark: Mark, ts: string): [key: string, standing: Standing][] {
  const of = [mark.outbox, ...(mark.also ?? [])]
  return of.map((outbox, index) => [
    keyOfMark({ outbox, part: mark.part }),
    { ts, at: index + 1, of },
  ])
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
  const marks = new Map<string, Standing>()
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
      for (const [key, standing] of mark ? standings(mark, ts) : []) {
        // Of two the first stands: the other was a doubt.
        if (!marks.has(key)) marks.set(key, standing)
      }
    }
    cursor = more?.next_cursor ?? ''
    if (cursor === '') break
  }
  return { ok: true, marks }
}
