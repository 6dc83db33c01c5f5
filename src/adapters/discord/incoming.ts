import { z } from 'zod'
import type { ConversationId } from '../../conversation/ids.ts'
import type { Clock, Database, KeptEvent, Member, TeamInbox } from '../../ports.ts'
import type { Line, Parsed } from '../../routing/interpret.ts'
import { bringing } from '../chats/bringing.ts'
import { remembered } from '../chats/remembered.ts'
import type { AwayFrom } from '../chats/left-threads.ts'
import type { TakenFiles } from '../chats/taking-files.ts'
import { answeringMentions } from './answering-mentions.ts'
import { hear } from './events.ts'
import type { At, Heard, Self } from './heard.ts'
import type { FileOn } from './downloading.ts'
import { mentionsApp } from './mentions.ts'
import type { Notices } from './notices.ts'
import type { DiscordPeople } from './people.ts'
import { quoteOf } from './quoting.ts'
import { discordReacting } from './reacting.ts'
import { readWords } from './read-words.ts'
import { parseThread, postsRef } from './refs.ts'
import { IN_SIGHT, STILL_WHISPERED, STRANGER, UNREAD, UNREADABLE } from './sentences.ts'
import { timeOf } from './snowflakes.ts'
import { editId, messageId, removalId } from './source-ids.ts'
import { isIts } from './whose.ts'
import type { Whose } from './whose.ts'

/** Where somebody is told something: in a channel, under the message that it is about. */
export interface Spot {
  readonly channel: string
  readonly message: string | null
}

export interface IncomingDeps {
  readonly inbox: Pick<TeamInbox, 'message' | 'command' | 'edited' | 'removed' | 'reacted' | 'lost'>
  readonly database: Pick<Database, 'store' | 'keepsakes'>
  readonly people: Pick<DiscordPeople, 'memberOf' | 'userOf'>
  readonly notices: Notices
  readonly clock: Clock
  readonly interpret: (line: string) => Line
  readonly parse: (line: string) => Parsed
  readonly self: () => Self
  readonly whose: Pick<Whose, 'conversationIn' | 'placeOf'>
  readonly awayFrom: AwayFrom
  /** False where Discord keeps from the app what people write. */
  readonly readsContent: () => boolean
  /** Keeps what is to be done in this channel after what came before; what was kept under this id is left out. */
  readonly again: (channel: string, body: unknown, id: string) => Promise<void>
  /** Keeps what was uploaded; what is wrong with a file is a sentence for who sent it. */
  readonly files: (
    given: readonly FileOn[],
    by: Member,
    conversation: ConversationId,
  ) => Promise<TakenFiles>
}

type Message = Extract<Heard, { kind: 'message' }>
type Edited = Extract<Heard, { kind: 'edited' }>
type Removed = Extract<Heard, { kind: 'removed' }>

/** A dispatch as the intake keeps it. */
export const keptDispatch = z.looseObject({ t: z.string(), d: z.unknown() })

/** An edit of what was never heard of is read as the message itself for so many ms after it was written. */
const LATE = 600_000
/** What the id of an edit ends with that is looked at once more. */
const AGAIN = ':again'

/** Does what was kept from Discord. What throws is tried again; ids make sure that nothing is done twice. */
export function discordIncoming(deps: IncomingDeps): (event: KeptEvent) => Promise<void> {
  const { inbox, database, people, notices, whose } = deps
  const { store, keepsakes } = database
  const reacting = discordReacting(deps)
  const mentions = answeringMentions(deps)
  const brings = bringing<Spot>({
    ...deps,
    chat: 'discord',
    openly: true,
    sentences: { stranger: STRANGER, inSight: IN_SIGHT, stillWhispered: STILL_WHISPERED },
  })
  /** When each message was edited last, by Discord's own time: edits may come in any order. */
  const edits = remembered<string>(20_000)

  async function handle({ id, body }: KeptEvent): Promise<void> {
    const dispatch = keptDispatch.parse(body)
    const what = hear({ t: dispatch.t, d: dispatch.d }, deps.self())
    if (what.kind === 'ignored') return
    const conversation = await whoseIs(what)
    if (conversation && (await isAway(what, conversation))) return
    if (conversation) return heard(id, what, conversation, dispatch.d)
    if (what.kind === 'message') await mentions.elsewhere(what)
  }

  /** True for what members do in a thread that was left: they are told where the conversation goes on. */
  async function isAway(what: Exclude<Heard, { kind: 'ignored' }>, id: ConversationId) {
    if (what.kind !== 'message' && what.kind !== 'edited' && what.kind !== 'reacted') return false
    const away = await deps.awayFrom(id, isIts(whose, what.channel))
    if (away !== null && (await people.memberOf(what.from)))
      await notices.tell(what.from.id, spotOf(what), away)
    return away !== null
  }

  async function whoseIs(what: Exclude<Heard, { kind: 'ignored' }>) {
    const conversation = await whose.conversationIn(what.channel)
    // A card stands above its thread, which has the card's id.
    return conversation ?? (what.kind === 'removed' ? whose.conversationIn(what.id) : null)
  }

  async function heard(
    id: string,
    what: Exclude<Heard, { kind: 'ignored' }>,
    conversation: ConversationId,
    d: unknown,
  ): Promise<void> {
    switch (what.kind) {
      case 'message':
        return said(what, conversation)
      case 'edited':
        return edited(id, what, conversation, d)
      case 'unreadable':
        return unreadable(what, conversation)
      case 'removed':
        return removed(what, conversation)
      case 'gone':
        return lost(conversation, ({ channel }) => channel === what.channel)
      case 'reacted':
        return reacting.reacted(id, what, conversation)
      case 'cleared':
        return reacting.cleared(id, what, conversation)
    }
  }

  async function said(what: Message, conversation: ConversationId): Promise<void> {
    const by = await speaker(what)
    if (!by) return
    const { content, left } = await readWords(what.words, what.mentioned, people)
    if (content.blocks.length === 0 && what.files.length === 0 && left.length > 0)
      return void (await notices.tell(what.from.id, spotOf(what), nothingOf(left)))
    const { files: given } = what
    await brings.said({
      ...(await wordsOf(what, by)),
      id: messageId(what.id),
      content,
      left,
      conversation,
      ref: postsRef({ channel: what.channel, posts: [what.id] }),
      at: timeOf(what.id),
      files: () =>
        deps.files(
          given.map((file) => ({ file, on: what })),
          by,
          conversation,
        ),
      toApp: () => mentions.inThread(what, by, conversation),
    })
    if (what.editedAt !== null) edits.set(what.id, what.editedAt)
  }

  async function edited(
    id: string,
    what: Edited,
    conversation: ConversationId,
    d: unknown,
  ): Promise<void> {
    const taken = await store.taken('discord', messageId(what.id))
    if (!taken) return unheard(id, what, d)
    const before = edits.get(what.id)
    if (!taken.message || (before !== undefined && before >= what.editedAt)) return
    const by = await speaker(what)
    if (!by || conversation !== taken.conversation) return
    const { content } = await readWords(what.words, what.mentioned, people)
    const words = { ...(await wordsOf(what, by)), id: editId(what.id, what.editedAt), content }
    await brings.edited({ ...words, withoutFiles: what.files.length === 0 }, taken.message)
    edits.set(what.id, what.editedAt)
  }

  /** An edit may come before what it edits; what was heard and became no message stays none. */
  async function unheard(id: string, what: Edited, d: unknown): Promise<void> {
    const isLate = Date.parse(what.editedAt) - timeOf(what.id) > LATE
    if (isLate || id.endsWith(AGAIN)) return
    await deps.again(what.channel, { t: 'MESSAGE_CREATE', d }, messageId(what.id))
    // The message itself may wait already, as it was before.
    await deps.again(what.channel, { t: 'MESSAGE_UPDATE', d }, `${id}${AGAIN}`)
  }

  async function wordsOf({ from, words, ...what }: Message | Edited, by: Member) {
    const { channel, replyTo } = what
    const quote = replyTo === null ? null : await quoteOf(store, { channel, id: replyTo })
    const namesApp = mentionsApp(words, deps.self())
    return { user: from.id, by, spot: spotOf(what), namesApp, quote }
  }

  /** Said once in each thread where it is so for all that is written; each time where it is so for one thing. */
  async function unreadable(
    what: Extract<Heard, { kind: 'unreadable' }>,
    conversation: ConversationId,
  ): Promise<void> {
    const by = await people.memberOf(what.from)
    const isKnown = deps.readsContent() ? false : !(await isFirst(`unread ${conversation}`))
    if (!by || isKnown) return
    await notices.tell(what.from.id, spotOf(what), deps.readsContent() ? UNREADABLE : UNREAD)
  }

  async function isFirst(what: string): Promise<boolean> {
    let first = false
    await keepsakes.keep(`discord ${what}`, () => {
      first = true
      return 'told'
    })
    return first
  }

  /** Discord does not say whose it was: it counts as taken away by who wrote it. */
  async function removed(what: Removed, conversation: ConversationId): Promise<void> {
    const taken = await store.taken('discord', messageId(what.id))
    const message = taken?.message ? await store.message(taken.message) : null
    if (!message) return lost(conversation, ({ card }) => card === what.id)
    const { by } = message
    if (by.kind !== 'human') return
    const spot = { channel: what.channel, message: null }
    const user = people.userOf(by.id)
    await brings.removed({ id: removalId(what.id), user, by, spot }, message.id)
  }

  /** Somebody took the thread or its card away: the conversation gets another at once, unless it is over. */
  async function lost(
    id: ConversationId,
    isIts: (thread: NonNullable<ReturnType<typeof parseThread>>) => boolean,
  ): Promise<void> {
    const conversation = await store.load(id)
    const thread = parseThread((await store.thread('discord', id)) ?? '')
    if (conversation && conversation.status !== 'closed' && thread && isIts(thread))
      await inbox.lost(id)
  }

  async function speaker(what: Message | Edited): Promise<Member | null> {
    const by = await people.memberOf(what.from)
    if (!by) await brings.stranger(what.from.id, spotOf(what))
    return by
  }

  return handle
}

function spotOf({ channel, id }: At): Spot {
  return { channel, message: id }
}

function nothingOf(left: readonly string[]): string {
  return `Not delivered: ${left.join(', ')}. Write it in words, or upload it as a file.`
}
