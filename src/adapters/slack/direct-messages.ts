import { z } from 'zod'
import type { Clock, Receipt } from '../../ports.ts'
import type { SlackMessage } from './cards.ts'
import type { Gateway, Wanted } from './gateway.ts'
import { receiptOf } from './gateway.ts'
import { slackPosting, updateOf } from './posting.ts'
import type { SlackPosts } from './refs.ts'
import { remembered } from '../chats/remembered.ts'

/** What is written to somebody: by what it is known, since when there is something to show (epoch ms), and what. */
export interface Letter {
  readonly id: string
  readonly since: number
  readonly parts: readonly SlackMessage[]
}

/** The posts that now stand, or the receipt of why not. */
export type Written =
  | { readonly ok: true; readonly posts: SlackPosts }
  | { readonly ok: false; readonly receipt: Receipt }

const opened = z.looseObject({ channel: z.looseObject({ id: z.string() }) })

/** The app's direct messages to people. */
export function directMessages({ gateway, clock }: { gateway: Gateway; clock: Clock }) {
  const posting = slackPosting({ gateway, clock })
  const channels = remembered<string>(2_000)

  /** Writes it to this person: once, however often it is tried. */
  async function send(user: string, letter: Letter): Promise<Written> {
    const known = channels.get(user)
    if (known !== undefined) return put(known, letter, [])
    const args = { users: user }
    const called = await gateway.call({ method: 'conversations.open', rank: 'words', args })
    if (!called.ok) return { ok: false, receipt: receiptOf(called, 'place') }
    const { id } = opened.parse(called.data).channel
    channels.set(user, id)
    return put(id, letter, [])
  }

  /** Makes what stands show this instead: drawn anew, with more posts, or with fewer. */
  async function change({ channel, posts }: SlackPosts, letter: Letter): Promise<Written> {
    return put(channel, letter, posts)
  }

  async function put(
    channel: string,
    { id: outbox, since, parts }: Letter,
    known: readonly string[],
  ): Promise<Written> {
    const posts: string[] = []
    for (const [index, message] of parts.entries()) {
      const mark = { outbox, part: index + 1 }
      const ts = known[index]
      if (ts === undefined) {
        const place = { channel, thread: null, persona: null, rank: 'words' } as const
        const posted = await posting.post({ ...place, mark, message, since })
        if (!posted.ok) return posted
        posts.push(posted.ts)
      } else {
        const receipt = await changed(updateOf({ channel, ts }, message, mark))
        if (!receipt.ok) return { ok: false, receipt }
        posts.push(ts)
      }
    }
    for (const [index, ts] of known.entries()) {
      if (index < parts.length) continue
      const receipt = await changed({ method: 'chat.delete', channel, args: { channel, ts } })
      if (!receipt.ok) return { ok: false, receipt }
      posting.forget({ channel, thread: null }, { outbox, part: index + 1 })
    }
    const [first = '', ...rest] = posts
    return { ok: true, posts: { channel, posts: [first, ...rest] } }
  }

  async function changed(call: Wanted): Promise<Receipt> {
    const called = await gateway.call({ ...call, rank: 'words' })
    return called.ok ? { ok: true, ref: '' } : receiptOf(called, 'post')
  }

  return { send, change }
}
