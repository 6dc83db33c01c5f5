import { Routes } from 'discord.js'
import type { Settings } from '../../../config.ts'
import type { Door } from '../../../conversation/conversation.ts'
import type { FileRef } from '../../../conversation/message.ts'
import type { Clock, PublicMessage, Receipt, VisitorChannel } from '../../../ports.ts'
import { remembered } from '../../chats/remembered.ts'
import type { Gateway } from '../gateway.ts'
import { receiptOf } from '../gateway.ts'
import type { DiscordPosting } from '../posting.ts'
import { postsRef } from '../refs.ts'
import type { SentFiles } from '../sent-files.ts'
import { readDoor } from './addresses.ts'
import type { Fan } from './addresses.ts'
import type { Copies, Copy } from './copies.ts'
import { asToPerson, whyUnreachable } from './direct.ts'
import type { Opened } from './direct.ts'
import { drawReply } from './drawing.ts'
import { openInboxes } from './inboxes.ts'
import { fanPosts } from './posts.ts'
import type { Records } from './records.ts'

export interface FanOutgoingDeps {
  readonly settings: () => Settings
  readonly clock: Clock
  readonly gateway: Gateway
  readonly posting: DiscordPosting
  readonly files: SentFiles
  readonly records: Records
  readonly copies: Copies
  readonly open: (user: string) => Promise<Opened>
  /** Where a file can be read, for a week. */
  readonly address: (file: FileRef) => string
}

type Outgoing = Required<Pick<VisitorChannel, 'send' | 'edit' | 'remove' | 'react' | 'typing'>>

const GONE: Receipt = { ok: false, kind: 'gone', reason: 'This visitor is not known in Discord.' }
const MOST_UNSENT = 50
/** Ms for which Discord shows that somebody types; it is told again a little earlier. */
const TYPING = 8_000

/** What the team says to people in their direct messages: each reply once, and as it is now. */
export function fanOutgoing(deps: FanOutgoingDeps): Outgoing {
  const { settings, gateway, posting, files, records, copies, open } = deps
  const { put, take } = fanPosts(deps)
  const typed = remembered<number>(1_000)

  /** The person whose door it is; null for who never wrote. */
  async function known(door: Door): Promise<Fan | null> {
    const fan = readDoor(door)
    return fan && (await records.get(fan.user)) ? fan : null
  }

  async function send(door: Door, message: PublicMessage): Promise<Receipt> {
    const fan = await known(door)
    if (!fan) return GONE
    // What came since, an edit or a removal, stays.
    const before = await copies.get(message.id)
    if (before) return standing(before)
    const sent = await post(fan, message)
    await remember(fan.user, message, sent)
    return sent
  }

  async function post(fan: Fan, message: PublicMessage): Promise<Receipt> {
    const opened = await open(fan.user)
    if (!opened.ok) return opened.receipt
    const { channel } = opened
    const posts: string[] = []
    // Whether somebody takes messages is theirs to change at any moment.
    gateway.mayBeMended(channel)
    for (const [index, part] of (await draw(fan, message)).entries()) {
      const mark = { outbox: message.id, part: index + 1 }
      const posted = await posting.post({ channel, mark, message: part, since: message.at })
      if (!posted.ok) return asToPerson(posted.receipt)
      posts.push(posted.id)
    }
    const copy = { inbox: fan.inbox, channel, posts, isRemoved: false, reactions: [] }
    await copies.put(message.id, copy)
    return standing(copy)
  }

  /** What did not reach them goes out again when they write. */
  async function remember(user: string, { id }: PublicMessage, sent: Receipt): Promise<void> {
    const isUnsent = whyUnreachable(sent) !== null
    await records.change(user, ({ unsent, isClosed }) => {
      const others = unsent.filter((one) => one !== id)
      return {
        unsent: isUnsent ? [...others, id].slice(-MOST_UNSENT) : others,
        isClosed: isClosed && !sent.ok,
      }
    })
  }

  async function draw({ user, inbox: id }: Fan, message: PublicMessage) {
    await files.weigh(message.content.files)
    const all = openInboxes(settings()).map(({ inbox }) => inbox)
    const now = (await records.get(user))?.inbox
    const chosen = all.find((one) => one.id !== id && one.id === now)
    const own = settings().inboxes.find((one) => one.id === id)
    return drawReply(message, {
      inbox: all.length > 1 ? (own?.name ?? null) : null,
      writesTo: chosen?.name ?? null,
      why: files.why,
      address: deps.address,
    })
  }

  async function edit(door: Door, message: PublicMessage): Promise<Receipt> {
    const fan = await known(door)
    if (!fan) return GONE
    const before = await copies.get(message.id)
    // What never reached them is sent as it then is.
    if (!before || before.isRemoved) return { ok: true, ref: message.id }
    const parts = await draw(fan, message)
    const posts: string[] = []
    for (const [index, part] of parts.entries()) {
      const stood = await put(before, index, part, message)
      if (!stood.ok) return asToPerson(stood)
      posts.push(stood.ref)
    }
    for (const id of before.posts.slice(parts.length)) {
      const gone = await take(before.channel, id)
      if (!gone.ok) return gone
    }
    const after = { ...before, posts }
    await copies.put(message.id, after)
    return standing(after)
  }

  async function remove(door: Door, id: PublicMessage['id']): Promise<Receipt> {
    if (!(await known(door))) return GONE
    const before = await copies.get(id)
    if (!before || before.isRemoved) return { ok: true, ref: id }
    for (const post of before.posts) {
      const gone = await take(before.channel, post)
      if (!gone.ok) return gone
    }
    await copies.put(id, { ...before, isRemoved: true })
    return standing(before)
  }

  /** The app has one hand: an emoji stands there once, however many of the team set it. */
  async function react(
    door: Door,
    id: PublicMessage['id'],
    emojis: readonly string[],
  ): Promise<Receipt> {
    if (!(await known(door))) return GONE
    const before = await copies.get(id)
    if (!before || before.isRemoved) return { ok: true, ref: id }
    const wanted = [...new Set(emojis)]
    const { reactions, channel } = before
    const changes = [
      ...reactions.filter((one) => !wanted.includes(one)).map((one) => ['DELETE', one] as const),
      ...wanted.filter((one) => !reactions.includes(one)).map((one) => ['PUT', one] as const),
    ]
    for (const [method, emoji] of changes) {
      const name = encodeURIComponent(emoji)
      const route = Routes.channelMessageOwnReaction(channel, before.posts[0] ?? '', name)
      const called = await gateway.call({ method, route, channel })
      const receipt = called.ok ? null : receiptOf(called, 'post')
      if (receipt && !receipt.ok) return receipt
    }
    await copies.put(id, { ...before, reactions: wanted })
    return standing(before)
  }

  async function showTyping(door: Door): Promise<void> {
    const { user = '' } = readDoor(door) ?? {}
    const channel = (await records.get(user))?.channel
    if (channel)
      await gateway.call({ method: 'POST', route: Routes.channelTyping(channel), channel })
  }

  return {
    send,
    edit,
    remove,
    react,
    typing(door, _, on) {
      const last = typed.get(door.address) ?? -Infinity
      if (!on || deps.clock.now() - last < TYPING) return
      typed.set(door.address, deps.clock.now())
      // Small news, which may be lost without harm.
      showTyping(door).catch(() => undefined)
    },
  }
}

function standing({ channel, posts: [first = '', ...rest] }: Copy): Receipt {
  return { ok: true, ref: postsRef({ channel, posts: [first, ...rest] }) }
}
