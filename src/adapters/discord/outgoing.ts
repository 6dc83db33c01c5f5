import { Routes } from 'discord.js'
import type { Logger } from 'pino'
import type { Command } from '../../commands/command.ts'
import type { Settings } from '../../config.ts'
import type { Conversation } from '../../conversation/conversation.ts'
import type { FileRef, Message } from '../../conversation/message.ts'
import type { Clock, Database, Elsewhere, Receipt, Ref, TeamChat } from '../../ports.ts'
import { redrawing } from '../chats/redrawing.ts'
import { chatStates } from '../chats/states.ts'
import { withReactions } from '../chats/with-reactions.ts'
import { withWhispers } from '../chats/with-whispers.ts'
import type { Files } from '../files.ts'
import { channelNotices } from './channel-notices.ts'
import type { Channels } from './channels.ts'
import { directMessages } from './direct-messages.ts'
import { drawingCards } from './drawing-cards.ts'
import { failureNotes } from './failure-notes.ts'
import type { Gateway } from './gateway.ts'
import { receiptOf } from './gateway.ts'
import type { At } from './heard.ts'
import type { Losses } from './losses.ts'
import { lostThreads } from './lost-threads.ts'
import { makingRoom } from './making-room.ts'
import { threadMessages } from './messages.ts'
import { discordOpenings } from './openings.ts'
import type { DiscordPeople } from './people.ts'
import { discordPosting } from './posting.ts'
import { EMOJI_OF, nameOfReaction } from './reactions.ts'
import { redrawnCards } from './redrawn-cards.ts'
import { parsePosts, postsRef } from './refs.ts'
import { sentFiles } from './sent-files.ts'
import { discordTags } from './tags.ts'
import { showTyping } from './typing.ts'
import { throughWalls } from './waking.ts'
import { warning } from './warning.ts'
import { webhookSpeaking } from './webhooks.ts'
import { discordWhispers } from './whispering.ts'
import type { Whose } from './whose.ts'

export interface OutgoingDeps {
  readonly settings: () => Settings
  readonly database: Pick<Database, 'store' | 'visitors' | 'people' | 'feed'>
  readonly gateway: Gateway
  readonly channels: Channels
  readonly losses: Losses
  readonly people: DiscordPeople
  readonly whose: Whose
  /** Keeps what was written in a channel before it was known whose it is; false when that could not be read. */
  readonly begun: (channel: string) => Promise<boolean>
  readonly clock: Clock
  readonly log: Logger
  readonly files: Pick<Files, 'open' | 'url'>
  readonly commands: readonly Command[]
  /** Where a conversation is that is not here any more. */
  readonly whereabouts: (conversation: Conversation) => Promise<readonly Elsewhere[]>
  /** Where people find this server: files are read there. */
  readonly baseUrl: string
  /** A state that passes within so many ms is not drawn. */
  readonly settle?: number
}

export interface DiscordOutgoing extends Pick<
  TeamChat,
  'openThread' | 'findThread' | 'post' | 'amend' | 'refresh' | 'stop'
> {
  /** Tells supervisors what only a person can mend. */
  readonly warn: (text: string) => Promise<void>
  readonly typing: NonNullable<TeamChat['typing']>
  readonly notice: NonNullable<TeamChat['notice']>
  /** Goes on with what a process before this one left undrawn. */
  begin(): Promise<void>
}

const SETTLE = 2_000
const ADDRESS = 7 * 86_400_000

/** What Greenroom puts into Discord. A thread's ref is its card's place, a message's ref names all its posts. */
export function discordOutgoing(deps: OutgoingDeps): DiscordOutgoing {
  const { settings, database, people, clock, log, settle = SETTLE } = deps
  const { store, feed, visitors } = database
  const guild = () => settings().discord?.guild ?? ''
  const makeRoom = makingRoom({ ...deps, store, guild })
  const gateway = throughWalls({ gateway: deps.gateway, makeRoom })
  const { isLost, knowing } = lostThreads()
  const files = sentFiles({ ...deps, gateway, guild })
  const posting = discordPosting({ gateway, clock, read: files.read })
  const tags = discordTags({ settings, gateway, clock })
  const card = drawingCards({ ...deps, visitors })
  const openings = discordOpenings({ ...deps, store, gateway, posting, tags, card, isLost })

  async function react({ channel, id }: At, emoji: string, on: boolean): Promise<Receipt> {
    const route = Routes.channelMessageOwnReaction(channel, id, encodeURIComponent(emoji))
    const called = await gateway.call({ method: on ? 'PUT' : 'DELETE', route, channel })
    return called.ok ? { ok: true, ref: '' } : receiptOf(called, 'post')
  }

  const states = chatStates<At>({
    chat: 'discord',
    store,
    placeIn: firstIn,
    react: async (at, state, on) => react(at, EMOJI_OF[state], on),
    failed: failureNotes({ gateway, people, clock }),
    clock,
    log,
    settle,
  })
  const messages = threadMessages({
    database,
    gateway,
    posting,
    states,
    files,
    speaking: webhookSpeaking({
      settings,
      store,
      gateway,
      members: async () => (await database.people.all()).map(({ name }) => name),
    }),
    drawing: {
      userOf: people.userOf,
      address: (file: FileRef) => new URL(deps.files.url(file, ADDRESS), deps.baseUrl).href,
    },
  })
  const letters = directMessages({ gateway, clock })
  const redraw = redrawnCards({ gateway, tags, card, whose: deps.whose })
  const cards = redrawing({
    store,
    feed,
    topic: 'discord:card',
    log,
    isBehind: () => false,
    draw: knowing(async (thread, conversation: Conversation) => {
      const drawn = await redraw(thread, conversation)
      if (drawn.ok) await states.progressed(conversation)
      return drawn
    }),
  })
  const whispering = withWhispers(
    { post: knowing(messages.post), amend: knowing(messages.amend) },
    discordWhispers({ ...deps, store, letters }),
  )
  const showing = withReactions(
    { ...whispering, stop: states.stop },
    {
      chat: 'discord',
      store,
      feed,
      clock,
      log,
      settle,
      nameOf: nameOfReaction,
      set: react,
      refOf: ({ channel, id }: At) => postsRef({ channel, posts: [id] }),
      placeIn: async (ref: Ref, message: Message) => (message.to ? null : firstIn(ref)),
    },
  )

  return {
    ...openings,
    post: showing.post,
    amend: showing.amend,
    warn: warning({ members: database.people, people, letters, clock }),
    refresh: cards.refresh,
    begin: cards.begin,
    typing: showTyping({ gateway, clock }),
    notice: channelNotices({ channels: deps.channels, posting, clock }),
    async stop() {
      await cards.stop()
      await showing.stop()
    },
  }
}

/** The first post of a message, on which its reactions stand. */
function firstIn(ref: Ref): At | null {
  const posts = parsePosts(ref)
  return posts && { channel: posts.channel, id: posts.posts[0] }
}
