import { ChannelType } from 'discord.js'
import type { Place } from '../../conversation/conversation.ts'
import type { Clock, Notice, Receipt } from '../../ports.ts'
import type { Channels } from './channels.ts'
import { escapeDiscord } from './escape.ts'
import type { DiscordPosting } from './posting.ts'
import { postsRef } from './refs.ts'

interface Deps {
  readonly channels: Pick<Channels, 'find'>
  readonly posting: Pick<DiscordPosting, 'post'>
  readonly clock: Clock
}

/** Channels that take a message by itself; a forum takes posts alone, and a category nothing. */
const TEXT: readonly number[] = [ChannelType.GuildText, ChannelType.GuildAnnouncement]

/** Ms in which a process before this one may have posted it. */
const LATELY = 7 * 86_400_000

/** Posts what belongs to no conversation into a text channel, once for each id. */
export function channelNotices({ channels, posting, clock }: Deps) {
  return async (place: Place, { id, text }: Notice): Promise<Receipt> => {
    const found = await channels.find(place.channel)
    if (!found.ok) return found.receipt
    const { channel } = found
    if (!TEXT.includes(channel.type)) {
      const reason = `Discord’s “${place.channel}” takes no messages: name a text channel.`
      return { ok: false, kind: 'refused', reason }
    }
    const posted = await posting.post({
      channel: channel.id,
      mark: { outbox: `notice ${id}`, part: 1 },
      message: { content: escapeDiscord(text) },
      since: clock.now() - LATELY,
    })
    if (!posted.ok) return posted.receipt
    return { ok: true, ref: postsRef({ channel: channel.id, posts: [posted.id] }) }
  }
}
