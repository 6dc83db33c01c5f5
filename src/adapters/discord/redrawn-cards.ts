import { Routes } from 'discord.js'
import { z } from 'zod'
import type { Conversation } from '../../conversation/conversation.ts'
import { hasLeftChannel } from '../../conversation/places.ts'
import type { Receipt, Ref } from '../../ports.ts'
import { remembered } from '../chats/remembered.ts'
import type { CardDrawing } from './drawing-cards.ts'
import type { Gateway } from './gateway.ts'
import { receiptOf } from './gateway.ts'
import { GONE } from './lost-threads.ts'
import { bodyOf } from './posting.ts'
import { parseThread } from './refs.ts'
import type { DiscordThread } from './refs.ts'
import { statusTag } from './tags.ts'
import type { Tags } from './tags.ts'
import type { Whose } from './whose.ts'

interface Deps {
  readonly gateway: Gateway
  readonly tags: Tags
  readonly card: CardDrawing
  readonly whose: Pick<Whose, 'placeOf'>
}

const thread = z.looseObject({
  parent_id: z.string().nullish(),
  applied_tags: z.array(z.string()).catch([]),
  thread_metadata: z.looseObject({ archived: z.boolean() }).optional(),
})

const BLOCKED_BY_AUTOMOD = 200_000

/** Shows on the card, by the post's tags, and by whether Discord still lists the thread, how a conversation stands. */
export function redrawnCards({ gateway, tags, card, whose }: Deps) {
  /** What the thread itself was made to say last. */
  const said = remembered<string>(20_000)

  return async (ref: Ref, conversation: Conversation): Promise<Receipt> => {
    const root = parseThread(ref)
    if (!root) return GONE
    const drawn = await redraw(root, conversation)
    if (!drawn.ok) return isOver(drawn, conversation) ? { ok: true, ref } : drawn
    const standing = `${statusTag(conversation)} ${conversation.team} ${conversation.tags.join()}`
    if (root.channel === root.cardIn && root.channel !== root.card) return { ok: true, ref }
    if (said.get(ref) === standing) return { ok: true, ref }
    const receipt = await stand(root, conversation)
    if (!receipt.ok) return isOver(receipt, conversation) ? { ok: true, ref } : receipt
    said.set(ref, standing)
    return { ok: true, ref }
  }

  async function redraw(root: DiscordThread, conversation: Conversation): Promise<Receipt> {
    const { channel, cardIn, card: id } = root
    const mayBeLeft = hasLeftChannel(conversation, 'discord')
    const of = mayBeLeft ? await whose.placeOf(channel) : undefined
    const put = async (message: ReturnType<CardDrawing['bare']>) =>
      gateway.call({
        method: 'PATCH',
        route: Routes.channelMessage(cardIn, id),
        channel: cardIn,
        body: bodyOf(message, { outbox: conversation.id, part: 1 }),
      })
    const drawn = await put(await card.draw(conversation, of))
    if (drawn.ok) return { ok: true, ref: '' }
    if (drawn.failure.code !== BLOCKED_BY_AUTOMOD) return receiptOf(drawn, 'card')
    const visitor = { ...conversation.visitor, name: 'Visitor' }
    const bare = await put(card.bare({ ...conversation, visitor }))
    return bare.ok ? { ok: true, ref: '' } : receiptOf(bare, 'card')
  }

  /** The thread's tags, and whether it is archived, in one call and only where they are not so already. */
  async function stand({ channel, cardIn }: DiscordThread, conversation: Conversation) {
    const route = Routes.channel(channel)
    const read = await gateway.call({ method: 'GET', route })
    if (!read.ok) return receiptOf(read, 'thread')
    const { parent_id: forum, applied_tags: given, thread_metadata: meta } = thread.parse(read.data)
    const isPost = channel === cardIn && forum !== undefined && forum !== null
    const wanted = isPost && meta ? await tags.wanted(forum, conversation, given) : given
    const isClosed = conversation.status === 'closed'
    const isSame = wanted.length === given.length && wanted.every((tag) => given.includes(tag))
    if (isSame && meta?.archived === isClosed) return DONE
    const change = isSame ? {} : { applied_tags: wanted }
    // In an archived thread nothing changes but by the call that wakes it.
    if (meta?.archived && !isSame) {
      const body = { ...change, archived: false }
      const woken = await gateway.call({ method: 'PATCH', route, body })
      if (!woken.ok) return receiptOf(woken, 'thread')
    }
    const rest = meta?.archived ? {} : change
    if (!isClosed && Object.keys(rest).length === 0) return DONE
    const body = { ...rest, ...(isClosed ? { archived: true } : {}) }
    const done = await gateway.call({ method: 'PATCH', route, body })
    return done.ok ? DONE : receiptOf(done, 'thread')
  }
}

const DONE: Receipt = { ok: true, ref: '' }

/** Nobody waits for the card of what is closed in a channel that is no more. */
function isOver(receipt: Receipt, { status }: Conversation): boolean {
  return !receipt.ok && receipt.kind === 'blocked' && status === 'closed'
}
