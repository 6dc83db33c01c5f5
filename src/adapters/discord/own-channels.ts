import { ChannelType, Routes } from 'discord.js'
import { z } from 'zod'
import type { Conversation } from '../../conversation/conversation.ts'
import { hasLeftChannel } from '../../conversation/places.ts'
import type { Clock } from '../../ports.ts'
import { onlyOnce } from '../chats/once.ts'
import type { Once, Wish } from '../chats/once.ts'
import { isCategory, roomyCategory } from './categories.ts'
import { mayHaveArrived } from './failures.ts'
import type { DiscordFailure } from './failures.ts'
import type { Gateway } from './gateway.ts'
import { receiptOf } from './gateway.ts'
import { marked, signIn, signOf } from './marks.ts'
import type { Mark } from './marks.ts'
import { channelName } from './opening.ts'
import type { Opened, Opening } from './opening.ts'
import type { DiscordPosting } from './posting.ts'

interface Deps {
  readonly gateway: Pick<Gateway, 'call'>
  readonly posting: DiscordPosting
  readonly clock: Clock
  readonly guild: () => string
}

const made = z.looseObject({ id: z.string() })
const named = z.looseObject({ name: z.string() })
const listed = z.array(z.looseObject({ id: z.string(), topic: z.string().nullish() }))

const INVALID = 50_035
/** Categories that are tried one after the other where Discord finds them full. */
const MOST_TRIES = 3

/**
 * Conversations as channels of their own, in a category or in one that goes on where it is full. What is closed
 * stays where it is: nothing is ever deleted, and a channel that people delete is made anew when the visitor writes.
 */
export function ownChannels({ gateway, posting, clock, guild }: Deps) {
  const once = onlyOnce<Opening & Wish, DiscordFailure>({ clock, find, put })

  async function put(given: Opening): Promise<Once<DiscordFailure> & { mayStand?: boolean }> {
    const { at } = given
    // Beside a text channel they stand in its category.
    const category = isCategory(at)
      ? at
      : { id: at.parent ?? at.id, name: await nameOf(at.parent ?? at.id) }
    const full: string[] = []
    for (let tries = 1; ; tries += 1) {
      const room = await roomyCategory(gateway, guild(), category, full)
      if (!room.ok) return room
      const called = await create(given, room.id)
      if (called.ok) return { ok: true, id: made.parse(called.data).id }
      const { failure } = called
      const receipt = receiptOf(called, 'place')
      const isFull = failure.code === INVALID && tries < MOST_TRIES
      if (!isFull) return { ok: false, receipt, why: failure, mayStand: mayHaveArrived(failure) }
      full.push(room.id)
    }
  }

  async function create({ conversation, name, ...given }: Opening, category: string) {
    const mark = markOf({ ...given, conversation })
    return gateway.call({
      method: 'POST',
      route: Routes.guildChannels(guild()),
      body: {
        name: channelName(name),
        type: ChannelType.GuildText,
        parent_id: category,
        topic: topicOf(conversation, mark),
      },
    })
  }

  async function nameOf(category: string): Promise<string> {
    const called = await gateway.call({ method: 'GET', route: Routes.channel(category) })
    return called.ok ? named.parse(called.data).name : 'Greenroom'
  }

  async function find({ conversation, at, not }: Opening & Wish) {
    const route = Routes.guildChannels(guild())
    const called = await gateway.call({ method: 'GET', route })
    if (!called.ok) return { ok: false as const, receipt: receiptOf(called, 'place') }
    const sign = signOf(markOf({ conversation, at }))
    const all = listed.parse(called.data)
    const found = all.find((one) => signIn(one.topic ?? '') === sign && one.id !== not)
    return { ok: true as const, id: found?.id ?? null }
  }

  return async (given: Opening): Promise<Opened> => {
    const { conversation, card, former } = given
    const since = conversation.openedAt
    const not = former && !(await isThere(former.channel)) ? { not: former.channel } : {}
    const stood = await once({ ...given, key: `${given.at.id} ${conversation.id}`, since, ...not })
    if (!stood.ok) return stood
    const channel = stood.id
    const posted = await posting.post({
      channel,
      mark: { outbox: conversation.id, part: 1 },
      message: card,
      since,
      ...(former ? { not: former.card } : {}),
    })
    if (!posted.ok) return posted
    const route = Routes.channelMessagesPin(channel, posted.id)
    // Where it is not allowed the card is the channel's first message all the same.
    await gateway.call({ method: 'PUT', route, channel })
    return { ok: true, thread: { channel, cardIn: channel, card: posted.id } }
  }

  async function isThere(channel: string): Promise<boolean> {
    return (await gateway.call({ method: 'GET', route: Routes.channel(channel) })).ok
  }
}

/** Names the conversation for good, whatever people call its channel. */
function topicOf({ number }: Conversation, mark: Mark): string {
  return marked(`Conversation ${number}, by Greenroom`, mark)
}

/** In another place than before it has another one, which is not to be taken for the first. */
function markOf({ conversation, at }: Pick<Opening, 'conversation' | 'at'>): Mark {
  const { id } = conversation
  return { outbox: hasLeftChannel(conversation, 'discord') ? `${id} ${at.id}` : id, part: 0 }
}
