import { z } from 'zod'
import type { Receipt } from '../../ports.ts'
import type { Gateway } from './gateway.ts'
import { receiptOf } from './gateway.ts'
import type { SlackThread } from './refs.ts'

const page = z.looseObject({
  messages: z.array(z.looseObject({ ts: z.string(), subtype: z.string().optional() })).catch([]),
})

/** Whether a thread has its first message still; or why that cannot be said. */
export async function isThere(
  gateway: Gateway,
  { channel, ts }: SlackThread,
): Promise<boolean | Receipt> {
  const called = await gateway.call({
    method: 'conversations.replies',
    channel,
    args: { channel, ts, limit: 1 },
  })
  if (called.ok) {
    const [first] = page.parse(called.data).messages
    return first?.ts === ts && first.subtype !== 'tombstone'
  }
  const receipt = receiptOf(called, 'thread')
  return !receipt.ok && receipt.kind === 'gone' ? false : receipt
}
