import { Routes } from 'discord.js'
import type { PublicMessage, Receipt } from '../../../ports.ts'
import type { Gateway } from '../gateway.ts'
import { receiptOf } from '../gateway.ts'
import { bodyOf } from '../posting.ts'
import type { DiscordMessage, DiscordPosting } from '../posting.ts'
import type { Copy } from './copies.ts'

/** Changes what stands among somebody's direct messages, a post at a time. */
export function fanPosts({
  gateway,
  posting,
}: {
  readonly gateway: Pick<Gateway, 'call'>
  readonly posting: DiscordPosting
}) {
  /** A part in the place of the one that stood there, or as one more; the ref is its post. */
  async function put(
    { channel, posts }: Copy,
    index: number,
    message: DiscordMessage,
    { id, at, editedAt }: PublicMessage,
  ): Promise<Receipt> {
    const mark = { outbox: id, part: index + 1 }
    const post = posts[index]
    if (post === undefined) {
      // What an edit before this one added may have been taken away since.
      const grown = { ...mark, outbox: `${id} ${editedAt}` }
      const posted = await posting.post({ channel, mark: grown, message, since: at })
      return posted.ok ? { ok: true, ref: posted.id } : posted.receipt
    }
    const route = Routes.channelMessage(channel, post)
    const body = bodyOf(message, mark)
    const called = await gateway.call({ method: 'PATCH', route, channel, body })
    if (called.ok) return { ok: true, ref: post }
    const receipt = receiptOf(called, 'post')
    return receipt.ok ? { ok: true, ref: post } : receipt
  }

  async function take(channel: string, post: string): Promise<Receipt> {
    const route = Routes.channelMessage(channel, post)
    const called = await gateway.call({ method: 'DELETE', route, channel })
    return called.ok ? { ok: true, ref: post } : receiptOf(called, 'post')
  }

  return { put, take }
}
