import { Routes } from 'discord.js'
import { z } from 'zod'
import type { Clock, Receipt, Ref } from '../../ports.ts'
import { remembered } from '../chats/remembered.ts'
import type { Gateway } from './gateway.ts'
import { receiptOf } from './gateway.ts'
import type { At } from './heard.ts'
import { bodyOf, discordPosting } from './posting.ts'
import type { DiscordMessage, Posted } from './posting.ts'
import { parsePosts, postsRef } from './refs.ts'
import type { DiscordPosts } from './refs.ts'

/** What is written to somebody: by what it is known, since when there is something to show (epoch ms), and what. */
export interface Letter {
  readonly id: string
  readonly since: number
  readonly parts: readonly DiscordMessage[]
}

/** The app's direct messages to members. */
export interface Letters {
  /** Writes it to this person, once however often it is tried. */
  send(user: string, letter: Letter): Promise<Receipt>
  /** Makes what stands under this ref show this instead. Null for a ref of nothing there. */
  change(ref: Ref, letter: Letter): Promise<Receipt | null>
}

const opened = z.looseObject({ id: z.string() })
const THEY_TAKE_NONE = 'They take no direct messages from members of this server.'
const CLOSED = [50_007, 50_278]

export function directMessages({ gateway, clock }: { gateway: Gateway; clock: Clock }): Letters {
  const posting = discordPosting({ gateway, clock })
  const channels = remembered<string>(2_000)

  async function send(user: string, letter: Letter): Promise<Receipt> {
    const channel = await channelWith(user)
    return typeof channel === 'string' ? put({ channel, letter, known: [] }) : channel
  }

  async function channelWith(user: string): Promise<string | Receipt> {
    const known = channels.get(user)
    if (known !== undefined) return known
    const body = { recipient_id: user }
    const called = await gateway.call({ method: 'POST', route: Routes.userChannels(), body })
    if (!called.ok) return receiptOf(called, 'place')
    const { id } = opened.parse(called.data)
    channels.set(user, id)
    return id
  }

  async function change(ref: Ref, letter: Letter): Promise<Receipt | null> {
    const posts = parsePosts(ref)
    return posts && put({ channel: posts.channel, letter, known: posts.posts })
  }

  /** Makes what stands show this: drawn anew, with more posts, or with fewer. */
  async function put(given: {
    readonly channel: string
    readonly letter: Letter
    readonly known: readonly string[]
  }): Promise<Receipt> {
    const { channel, letter, known } = given
    const posts: string[] = []
    for (const [index, message] of letter.parts.entries()) {
      const mark = { outbox: letter.id, part: index + 1 }
      const id = known[index]
      if (id === undefined) {
        // What a change before this one added may have been taken away since.
        const grown = { ...mark, outbox: `${letter.id} ${message.content}` }
        const once = { channel, mark: known.length === 0 ? mark : grown }
        const posted = await posting.post({ ...once, message, since: letter.since })
        if (!posted.ok) return asRefused(posted)
        posts.push(posted.id)
        continue
      }
      const receipt = await changed('PATCH', { channel, id }, bodyOf(message, mark))
      if (!receipt.ok) return receipt
      posts.push(id)
    }
    for (const id of known.slice(letter.parts.length)) {
      const receipt = await changed('DELETE', { channel, id })
      if (!receipt.ok) return receipt
    }
    const [first = '', ...rest] = posts
    const all: DiscordPosts = { channel, posts: [first, ...rest] }
    return { ok: true, ref: postsRef(all) }
  }

  async function changed(
    method: 'PATCH' | 'DELETE',
    { channel, id }: At,
    body?: object,
  ): Promise<Receipt> {
    const route = Routes.channelMessage(channel, id)
    const called = await gateway.call({ method, route, channel, body })
    return called.ok ? { ok: true, ref: '' } : receiptOf(called, 'post')
  }

  return { send, change }
}

/** Who takes no messages is nobody's loss but their own. */
function asRefused({ why, receipt }: Extract<Posted, { ok: false }>): Receipt {
  if (!CLOSED.includes(why?.code ?? 0)) return receipt
  return { ok: false, kind: 'refused', reason: THEY_TAKE_NONE }
}
