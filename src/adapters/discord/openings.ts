import { ChannelType, Routes } from 'discord.js'
import type { Settings } from '../../config.ts'
import type { Conversation, Place } from '../../conversation/conversation.ts'
import type { Clock, Receipt, Ref, Store } from '../../ports.ts'
import { isCategory } from './categories.ts'
import type { Channels, DiscordChannel } from './channels.ts'
import type { CardDrawing } from './drawing-cards.ts'
import { forumPosts } from './forum-posts.ts'
import type { Gateway } from './gateway.ts'
import { receiptOf } from './gateway.ts'
import type { Losses } from './losses.ts'
import { threadName } from './opening.ts'
import type { Opened, Opening } from './opening.ts'
import { ownChannels } from './own-channels.ts'
import type { DiscordPosting } from './posting.ts'
import { parseThread, threadRef } from './refs.ts'
import type { DiscordThread } from './refs.ts'
import type { Tags } from './tags.ts'
import { channelThreads } from './threads.ts'
import type { Whose } from './whose.ts'

interface Deps {
  readonly settings: () => Settings
  readonly store: Pick<Store, 'thread'>
  readonly gateway: Gateway
  readonly channels: Channels
  readonly losses: Pick<Losses, 'unknown' | 'mended'>
  readonly posting: DiscordPosting
  readonly tags: Tags
  readonly whose: Whose
  /** Keeps what was written in a channel before it was known whose it is; false when that could not be read. */
  readonly begun: (channel: string) => Promise<boolean>
  readonly clock: Clock
  readonly card: CardDrawing
  /** This thread takes no more, though it may be there. */
  readonly isLost: (thread: Ref) => boolean
}

type Mode = 'post' | 'thread' | 'channel'

const FORUMS: readonly number[] = [ChannelType.GuildForum, ChannelType.GuildMedia]
const BLOCKED_BY_AUTOMOD = [200_000, 200_001]
/** The server is full: its channels, its open threads. */
const FULL = [30_013, 160_006]

const UNREAD: Receipt = {
  ok: false,
  kind: 'retry',
  reason: 'Discord does not say what was written in the thread.',
}

/** Opens conversations' threads: as posts of a forum, as threads of a text channel, as channels of their own. */
export function discordOpenings(deps: Deps) {
  const { settings, store, gateway, channels, losses, whose, card, isLost } = deps
  const guild = () => settings().discord?.guild ?? ''
  const modes: Record<Mode, (given: Opening) => Promise<Opened>> = {
    post: forumPosts({ ...deps, guild }),
    thread: channelThreads(deps),
    channel: ownChannels({ ...deps, guild }),
  }

  async function openThread(conversation: Conversation, place: Place): Promise<Receipt> {
    const known = await store.thread('discord', conversation.id, place.channel)
    const former = known === null ? null : parseThread(known)
    if (former && known !== null && !isLost(known)) {
      const there = await isThere(former)
      if (there === true) return { ok: true, ref: threadRef(former) }
      if (there !== false) return there
    }
    return stand(conversation, place, former)
  }

  async function findThread(conversation: Conversation, place: Place): Promise<Receipt> {
    return stand(conversation, place, null, true)
  }

  async function stand(
    conversation: Conversation,
    place: Place,
    former: DiscordThread | null,
    isSought = false,
  ): Promise<Receipt> {
    // It has one in another place of Discord’s, which is not to be found here.
    const newest = async () => parseThread((await store.thread('discord', conversation.id)) ?? '')
    const found = await channels.find(place.channel)
    if (!found.ok) return found.receipt
    const given = { former: former ?? (await newest()), isSought }
    const opened = await open(conversation, found.channel, place, given)
    if (!opened.ok) {
      // Nothing waits silently: whoever can make room is told.
      const isFull = FULL.includes(opened.why?.code ?? 0)
      if (isFull && !opened.receipt.ok) losses.unknown(place.channel, opened.receipt.reason)
      return opened.receipt
    }
    losses.mended(place.channel)
    await whose.begins(opened.thread, conversation.id, place)
    if (!(await deps.begun(opened.thread.channel))) return UNREAD
    return { ok: true, ref: threadRef(opened.thread) }
  }

  async function open(
    conversation: Conversation,
    channel: DiscordChannel,
    place: Place,
    more: Pick<Opening, 'former' | 'isSought'>,
  ): Promise<Opened> {
    const { mode, at } = modeOf(channel, asked(conversation, place))
    const name = threadName(conversation)
    const given = { conversation, name, at, ...more, card: await card.draw(conversation) }
    const opened = await modes[mode](given)
    if (opened.ok || !BLOCKED_BY_AUTOMOD.includes(opened.why?.code ?? 0)) return opened
    // Whatever a visitor calls themselves, somebody is to see that they wait.
    const nameless = { ...conversation, visitor: { ...conversation.visitor, name: 'Visitor' } }
    return modes[mode]({ ...given, name: threadName(nameless), card: card.bare(nameless) })
  }

  /** What the settings say of the inbox's place. */
  function asked({ inbox }: Conversation, { channel }: Place): Mode | undefined {
    const one = settings().inboxes.find(({ id }) => id === inbox)
    const places = [...(one?.places ?? []), ...(one?.moves ?? []), ...(one?.routed ?? [])]
    return places.find((place) => place.chat === 'discord' && place.channel === channel)?.as
  }

  /** True where the thread stands with its card; why it cannot be said, else. */
  async function isThere({ channel, cardIn, card: id }: DiscordThread): Promise<boolean | Receipt> {
    for (const route of [Routes.channel(channel), Routes.channelMessage(cardIn, id)]) {
      const called = await gateway.call({ method: 'GET', route })
      if (called.ok) continue
      const receipt = receiptOf(called, 'thread')
      return !receipt.ok && receipt.kind === 'gone' ? false : receipt
    }
    return true
  }

  return { openThread, findThread }
}

/** By the channel's type; a text channel's conversations may have channels of their own beside it. */
function modeOf(channel: DiscordChannel, as: Mode | undefined) {
  if (FORUMS.includes(channel.type)) return { mode: 'post', at: channel } as const
  if (isCategory(channel)) return { mode: 'channel', at: channel } as const
  return { mode: as === 'channel' && channel.parent ? 'channel' : 'thread', at: channel } as const
}
