import { Routes } from 'discord.js'
import { z } from 'zod'
import type { Settings } from '../../config.ts'
import type { Conversation } from '../../conversation/conversation.ts'
import type { Clock, Receipt, Ref, Store } from '../../ports.ts'
import { APP } from '../chats/losses.ts'
import { remembered } from '../chats/remembered.ts'
import { chatWhispers } from '../chats/whispering.ts'
import type { Whisper } from '../chats/whispering.ts'
import { aside, inMessages, small } from './drawn-posts.ts'
import type { Gateway } from './gateway.ts'
import { receiptOf } from './gateway.ts'
import { addressOfThread } from './links.ts'
import type { Losses } from './losses.ts'
import { toDiscord } from './markup.ts'
import type { DiscordPeople } from './people.ts'
import { bodyOf, discordPosting } from './posting.ts'
import type { DiscordMessage } from './posting.ts'
import { parsePosts, postsRef } from './refs.ts'
import type { DiscordPosts } from './refs.ts'

interface Deps {
  readonly settings: () => Settings
  readonly store: Pick<Store, 'load' | 'shown' | 'link'>
  readonly gateway: Gateway
  readonly people: Pick<DiscordPeople, 'userOf'>
  readonly losses: Pick<Losses, 'has'>
  readonly clock: Clock
}

/** What is written to somebody: by what it is known, since when there is something to show (epoch ms), and what. */
interface Letter {
  readonly id: string
  readonly since: number
  readonly parts: readonly DiscordMessage[]
}

const opened = z.looseObject({ id: z.string() })
const THEY_TAKE_NONE = 'They take no direct messages from members of this server.'
const CLOSED = [50_007, 50_278]

/** Whispers as the app's direct messages in Discord; see `chatWhispers`. */
export function discordWhispers(deps: Deps) {
  const { settings, store, gateway, people, losses, clock } = deps
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
        const posted = await posting.post({ channel, mark, message, since: letter.since })
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
    { channel, id }: { readonly channel: string; readonly id: string },
    body?: object,
  ): Promise<Receipt> {
    const route = Routes.channelMessage(channel, id)
    const called = await gateway.call({ method, route, channel, body })
    return called.ok ? { ok: true, ref: '' } : receiptOf(called, 'post')
  }

  async function letterFor(
    thread: Ref,
    { message, by }: Whisper,
    conversation: Conversation | null,
  ): Promise<Letter> {
    const about = { id: message.id, since: message.at }
    if (message.removedAt !== undefined)
      return { ...about, parts: [aside('This whisper was deleted.')] }
    const { visitor, number } = conversation ?? {}
    const whom = visitor ? ` about ${visitor.name} (#${number})` : ''
    const link = addressOfThread(thread, settings().discord?.guild ?? null)
    const parts = inMessages([
      small(`🔒 ${by.name} whispers to you${whom}. Nobody else can read this.`),
      ...toDiscord(message.content),
      ...(message.editedAt === undefined ? [] : [small('(edited)')]),
      ...(link === null ? [] : [`-# [Open the thread](${link})`]),
    ])
    return { ...about, parts }
  }

  /** In a direct message as well: a line in the thread would tell everybody that there is a whisper. */
  async function tell(user: string, _: Ref, text: string, { message }: Whisper): Promise<void> {
    const letter = { id: `whispered ${message.id}`, since: message.at, parts: [aside(text)] }
    await send(user, letter)
  }

  return chatWhispers<Letter>({
    chat: 'discord',
    store,
    direct: { send, change },
    whoIs: async (member) => people.userOf(member),
    letterFor,
    tell,
    isLost: () => losses.has(APP),
  })
}

/** Who takes no messages is nobody's loss but their own. */
function asRefused(posted: Exclude<Awaited<ReturnType<ReturnType<typeof discordPosting>['post']>>, { ok: true }>): Receipt {
  if (!CLOSED.includes(posted.why?.code ?? 0)) return posted.receipt
  return { ok: false, kind: 'refused', reason: THEY_TAKE_NONE }
}
