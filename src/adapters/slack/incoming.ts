import { z } from 'zod'
import { commandNamed } from '../../commands/index.ts'
import type { ConversationId } from '../../conversation/ids.ts'
import type { Clock, Database, KeptEvent, Member, Ref, TeamInbox } from '../../ports.ts'
import type { Line, Parsed } from '../../routing/interpret.ts'
import { pressedIn, shortcutIn } from './arriving.ts'
import { hear } from './events.ts'
import type { Heard, Self } from './heard.ts'
import { dutyPressed } from './home.ts'
import type { Homes } from './homes.ts'
import { press, shortcut, slash } from './interactions.ts'
import type { Press, Shortcut } from './interactions.ts'
import { answerInThread, answerMention, mentionsApp } from './mentions.ts'
import { readMessagePress } from './message-presses.ts'
import type { Notices, Spot } from './notices.ts'
import type { SlackFile } from './payloads.ts'
import type { SlackPeople } from './people.ts'
import { chosenArgs } from '../chats/chosen.ts'
import { commandOf, readPress } from '../chats/presses.ts'
import type { Press as CardPress } from '../chats/presses.ts'
import { slackReacting } from './reacting.ts'
import { readWords } from './read-words.ts'
import { isIts } from './left.ts'
import { isLater, threadRef, timeOf } from './refs.ts'
import type { SlackThread } from './refs.ts'
import { answerSlash } from './slash.ts'
import { IN_SIGHT, NOT_A_THREAD, STILL_WHISPERED, STRANGER } from './sentences.ts'
import { editId, messageId, removalId } from './source-ids.ts'
import type { AwayFrom } from '../chats/left-threads.ts'
import { bringing } from '../chats/bringing.ts'
import type { TakenFiles } from '../chats/taking-files.ts'

export interface IncomingDeps {
  readonly inbox: TeamInbox
  readonly database: Pick<Database, 'store' | 'keepsakes' | 'intake'>
  readonly people: SlackPeople
  readonly notices: Notices
  readonly homes: Pick<Homes, 'pressed'>
  readonly clock: Clock
  readonly interpret: (line: string) => Line
  readonly parse: (line: string) => Parsed
  readonly self: () => Self
  /** Whose thread this is, also while it is only being opened. */
  readonly conversationOf: (thread: Ref) => Promise<ConversationId | null>
  readonly awayFrom: AwayFrom
  /** Keeps what was uploaded; what is wrong with a file is a sentence for who sent it. */
  readonly files: (
    given: readonly SlackFile[],
    by: Member,
    conversation: ConversationId,
  ) => Promise<TakenFiles>
}

type Message = Extract<Heard, { kind: 'message' }>
type Edited = Extract<Heard, { kind: 'edited' }>
type Removed = Extract<Heard, { kind: 'removed' }>

const kept = z.looseObject({ type: z.literal('event'), event: z.unknown() })

/** An edit of what was never heard of is read as the message itself for so many seconds after it was written. */
const LATE = 600

/** Does what was kept from Slack. What throws is tried again; ids make sure that nothing is done twice. */
export function slackIncoming(deps: IncomingDeps): (event: KeptEvent) => Promise<void> {
  const { inbox, database, people, notices } = deps
  const { store } = database
  const reacting = slackReacting(deps)
  const brings = bringing<Spot>({
    ...deps,
    chat: 'slack',
    sentences: { stranger: STRANGER, inSight: IN_SIGHT, stillWhispered: STILL_WHISPERED },
  })

  async function handle({ body }: KeptEvent): Promise<void> {
    const event = kept.safeParse(body).data
    if (event) return heard(hear(event.event, deps.self()))
    const pressed = press.safeParse(body).data
    if (pressed) return pressedButton(pressed)
    const chosen = shortcut.safeParse(body).data
    if (chosen) return choseShortcut(chosen)
    const typed = slash.safeParse(body).data
    if (typed) await answerSlash(deps, typed)
  }

  async function heard(what: Heard): Promise<void> {
    switch (what.kind) {
      case 'message':
        return said(what)
      case 'edited':
        return edited(what)
      case 'removed':
        return removed(what)
      case 'card removed':
        return cardRemoved(what)
      case 'reacted':
        return reacting(what)
      case 'mention':
        // In a conversation's thread it comes as a message, too.
        if (what.thread && (await conversationAt({ channel: what.channel, ts: what.thread })))
          return
        return answerMention(deps, what)
      default:
    }
  }

  async function said(what: Message): Promise<void> {
    const there = await speakerIn(what)
    if (!there) return
    const { content, left } = await readWords(what.words, people)
    const { by, conversation } = there
    await brings.said({
      ...wordsOf(what, there),
      id: messageId(what),
      content,
      left,
      conversation,
      ref: threadRef(what),
      at: timeOf(what.ts),
      files: () => deps.files(what.files, by, conversation),
      toApp: () => answerInThread(deps, what, by, conversation),
    })
  }

  async function edited(what: Edited): Promise<void> {
    const taken = await store.taken('slack', messageId(what))
    if (!taken) return unheard(what)
    const there = taken.message && (await speakerIn(what))
    if (!there || !taken.message) return
    const { content } = await readWords(what.words, people)
    const id = editId(what, what.editedAt)
    await brings.edited({ ...wordsOf(what, there), id, content }, taken.message)
  }

  function wordsOf({ user, words }: Message | Edited, { by, spot }: { by: Member; spot: Spot }) {
    return { user, by, spot, namesApp: mentionsApp(words, deps.self()) }
  }

  /** Slack keeps no order: an edit may come before what it edits. */
  async function unheard(what: Edited): Promise<void> {
    const [seconds = ''] = what.editedAt.split('.')
    const from = `${Number(seconds) - LATE}.000000`
    if (!isLater(what.ts, from)) return
    const self = deps.self()
    // What was said to the app becomes no reply by taking its name away.
    if (what.before && mentionsApp(what.before, self) && !mentionsApp(what.words, self)) return
    return said({ ...what, kind: 'message', broadcast: false })
  }

  async function removed(what: Removed): Promise<void> {
    const taken = await store.taken('slack', messageId(what))
    if (!taken) return deletedUnheard(what)
    const by = taken.message ? await people.memberOf(what.user) : null
    if (!taken.message || !by) return
    const { user } = what
    await brings.removed({ id: removalId(what), user, by, spot: spotOf(what) }, taken.message)
  }

  /** Slack keeps no order: what was deleted before it came is left out when it comes. */
  async function deletedUnheard({ channel, ts, thread }: Removed): Promise<void> {
    const card = { channel, ts: thread }
    if (!(await conversationAt(card))) return
    const { intake } = database
    const id = messageId({ channel, ts })
    const kept = await intake.keep({ platform: 'slack', id, lane: threadRef(card), body: null })
    if (kept) await intake.handled([kept.seq])
  }

  /** Somebody took the card away: the conversation gets another at once, unless it is over. */
  async function cardRemoved(card: SlackThread): Promise<void> {
    const id = await conversationAt(card)
    const conversation = id && (await store.load(id))
    const isItsThread = id && (await store.thread('slack', id)) === threadRef(card)
    if (conversation && isItsThread && conversation.status !== 'closed') await inbox.lost(id)
  }

  async function pressedButton(body: Press): Promise<void> {
    const [action] = body.actions
    if (!action) return
    if (dutyPressed(action.action_id)) return deps.homes.pressed(body)
    const { channel, ts } = pressedIn(body)
    const spot = { channel, thread: ts === '' ? null : ts }
    const by = await people.memberOf(body.user.id)
    if (!by) return notices.tell(body.user.id, spot, STRANGER)
    const value = action.selected_option?.value ?? action.value ?? ''
    const id = `press:${body.user.id}:${action.action_ts}`
    const onMessage = readMessagePress(action.action_id, value)
    const onCard = readPress(action.action_id, value)
    const given = onMessage ?? onCard
    if (!given)
      return notices.tell(body.user.id, spot, 'This button is not known any more: use the card.')
    const args = onMessage ? { message: onMessage.message } : chosenIn(onCard)
    const { command: name, conversation } = given
    const at = timeOf(action.action_ts)
    if (conversation && (await tellsAway(body.user.id, spot, conversation))) return
    return brings.command({ id, name, args, at }, { user: body.user.id, by, conversation, spot })
  }

  async function choseShortcut(body: Shortcut): Promise<void> {
    const { channel, ts } = shortcutIn(body)
    const spot = { channel, thread: ts }
    const by = await people.memberOf(body.user.id)
    if (!by) return notices.tell(body.user.id, spot, STRANGER)
    const conversation = await conversationAt({ channel, ts })
    if (!conversation) return notices.tell(body.user.id, spot, NOT_A_THREAD)
    if (await tellsAway(body.user.id, spot, conversation)) return
    const id = `shortcut:${body.user.id}:${body.action_ts || body.trigger_id}`
    const name = commandOf(body.callback_id) ?? ''
    return brings.command({ id, name, args: {} }, { user: body.user.id, by, conversation, spot })
  }

  /** Who speaks in which conversation; null where it is none of ours, or nobody of the team. */
  async function speakerIn(what: Message | Edited) {
    const conversation = await conversationAt({ channel: what.channel, ts: what.thread })
    if (!conversation) return null
    const spot = spotOf(what)
    const by = await people.memberOf(what.user)
    if (!by) {
      await brings.stranger(what.user, spot)
      return null
    }
    const isAway = await tellsAway(what.user, spot, conversation)
    return isAway ? null : { by, conversation, spot }
  }

  /** Tells who does something in a thread that was left where the conversation goes on; false where it is this one. */
  async function tellsAway(user: string, spot: Spot, id: ConversationId): Promise<boolean> {
    const { channel, thread: ts } = spot
    const away = ts === null ? null : await deps.awayFrom(id, isIts(store, { channel, ts }))
    if (away !== null) await notices.tell(user, spot, away)
    return away !== null
  }

  async function conversationAt(thread: SlackThread): Promise<ConversationId | null> {
    return deps.conversationOf(threadRef(thread))
  }

  return handle
}

/** What was chosen in a list of the card, as the argument that it is. */
function chosenIn(press: CardPress | null): Readonly<Record<string, string>> {
  const command = press && commandNamed(press.command)
  return command ? chosenArgs(command, press.chosen) : {}
}

function spotOf({ channel, thread }: { channel: string; thread: string }): Spot {
  return { channel, thread }
}
