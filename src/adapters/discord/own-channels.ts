import { ChannelType, Routes } from 'discord.js'
import { z } from 'zod'
import type { Clock } from '../../ports.ts'
import { onlyOnce } from '../chats/once.ts'
import type { Once, Wish } from '../chats/once.ts'
import { roomyCategory } from './categories.ts'
import { mayHaveArrived } from './failures.ts'
import type { DiscordFailure } from './failures.ts'
import type { Gateway } from './gateway.ts'
import { receiptOf } from './gateway.ts'
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
const listed = z.array(z.looseObject({ id: z.string(), topic: z.string().nullish() }))

/**
 * Conversations as channels of their own, in a category or in one that goes on where it is full. What is closed
 * stays where it is: nothing is ever deleted, and a channel that people delete is made anew when the visitor writes.
 */
export function ownChannels({ gateway, posting, clock, guild }: Deps) {
  const once = onlyOnce<Opening & Wish, DiscordFailure>({ clock, find, put })

  async function put({ conversation, name, at }: Opening): Promise<Once<DiscordFailure>> {
    const room = await roomyCategory(gateway, guild(), at)
    if (!room.ok) return room
    const called = await gateway.call({
      method: 'POST',
      route: Routes.guildChannels(guild()),
      body: {
        name: channelName(name),
        type: ChannelType.GuildText,
        parent_id: room.id,
        topic: topicOf(conversation.number),
      },
    })
    if (called.ok) return { ok: true, id: made.parse(called.data).id }
    const { failure } = called
    const receipt = receiptOf(called, 'place')
    const why = { why: failure, mayStand: mayHaveArrived(failure) }
    return { ok: false, receipt, ...why }
  }

  async function find({ conversation, not }: Opening & Wish) {
    const route = Routes.guildChannels(guild())
    const called = await gateway.call({ method: 'GET', route })
    if (!called.ok) return { ok: false as const, receipt: receiptOf(called, 'place') }
    const topic = topicOf(conversation.number)
    const all = listed.parse(called.data)
    const found = all.find((one) => one.topic === topic && one.id !== not)
    return { ok: true as const, id: found?.id ?? null }
  }

  return async (given: Opening): Promise<Opened> => {
    const { conversation, card, former } = given
    const since = conversation.openedAt
    const not = former && !(await isThere(former.channel)) ? { not: former.channel } : {}
    const stood = await once({ ...given, key: conversation.id, since, ...not })
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
function topicOf(number: number): string {
  return `Conversation ${number}, by Greenroom`
}
