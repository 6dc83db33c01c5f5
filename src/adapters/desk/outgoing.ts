import type { Logger } from 'pino'
import type { Settings } from '../../config.ts'
import type { Conversation, Place } from '../../conversation/conversation.ts'
import { hasLeft } from '../../conversation/places.ts'
import type {
  Coordination,
  Database,
  Elsewhere,
  Post,
  Receipt,
  Ref,
  TeamChat,
} from '../../ports.ts'
import { dueBy } from '../due-by.ts'
import { drawCard, withLast } from './cards.ts'
import { cardOf, postsOf, THREADS } from './entries.ts'
import type { Card } from './entries.ts'
import { inTurn } from './in-turn.ts'
import { ALERT, CHANGED } from './news.ts'
import type { Alert } from './news.ts'
import { keepPost, keyOf } from './posts.ts'

export interface OutgoingDeps {
  readonly database: Pick<Database, 'feed' | 'store' | 'visitors'>
  readonly coordination: Coordination
  readonly log: Logger
  readonly settings: () => Settings
  /** Where a conversation is that is not here any more. */
  readonly whereabouts: (conversation: Conversation) => Promise<readonly Elsewhere[]>
}

/**
 * What Greenroom puts on the desk. A thread's ref is its conversation's id. Each change of a post puts
 * the card too, after it, so that the cards' changes tell of every thread that has news.
 */
export function deskOutgoing({
  database,
  coordination,
  log,
  settings,
  whereabouts,
}: OutgoingDeps): Pick<TeamChat, 'openThread' | 'post' | 'amend' | 'refresh'> {
  const { feed, store, visitors } = database
  const turn = inTurn()

  async function openThread(conversation: Conversation, place: Place): Promise<Receipt> {
    return put(conversation.id, async (before) => {
      return [await cardEntry(conversation, place.channel, before)]
    })
  }

  async function refresh(thread: Ref, conversation: Conversation): Promise<Receipt> {
    return put(thread, async (before) => {
      if (!before) return 'gone'
      // A redraw that waited must not show an older state than the one that stands.
      if (before.conversation.version > conversation.version) return []
      const place = conversation.places.find(({ chat }) => chat === 'desk')
      return [await cardEntry(conversation, place?.channel ?? before.channel, before)]
    })
  }

  async function show(thread: Ref, post: Post): Promise<Receipt> {
    return put(thread, async (before) => {
      if (!before) return 'gone'
      const body = await keepPost(post, store)
      return [
        { topic: postsOf(thread), key: keyOf(post), body },
        { topic: THREADS, key: thread, body: withLast(before, post) },
      ]
    })
  }

  async function cardEntry(conversation: Conversation, channel: string, before: Card | null) {
    const visitor = await visitors.get(conversation.visitor.id)
    const movedTo = hasLeft(conversation, 'desk') ? await whereabouts(conversation) : null
    const due = dueBy(settings(), conversation)
    return {
      topic: THREADS,
      key: conversation.id,
      body: drawCard(conversation, visitor, channel, before, movedTo, due),
    }
  }

  type Entries = Parameters<typeof feed.put>[0]

  async function put(
    thread: Ref,
    draw: (before: Card | null) => Promise<Entries | 'gone'>,
  ): Promise<Receipt> {
    return turn(thread, async () => {
      try {
        const entry = await feed.get(THREADS, thread)
        const entries = await draw(entry && cardOf(entry))
        if (entries === 'gone') return gone()
        if (entries.length > 0) await feed.put(entries)
        coordination.publish(CHANGED, null)
        return { ok: true, ref: thread }
      } catch (error) {
        log.error({ conversation: thread, reason: String(error) }, 'the desk could not be written')
        return { ok: false, kind: 'retry', reason: 'The desk could not be written just now.' }
      }
    })
  }

  async function post(thread: Ref, given: Post): Promise<Receipt> {
    const receipt = await show(thread, given)
    if (receipt.ok) alert(thread, given)
    return receipt.ok ? { ok: true, ref: keyOf(given) } : receipt
  }

  function alert(thread: Ref, given: Post) {
    if (given.kind === 'message') return alertToWhisper(thread, given)
    if (given.tone !== 'alert' || given.for.length === 0) return
    const { id, at, text } = given
    coordination.publish(ALERT, { thread, id, at, text, for: [...given.for] } satisfies Alert)
  }

  function alertToWhisper(thread: Ref, { message, by }: Extract<Post, { kind: 'message' }>) {
    if (!message.to || message.removedAt !== undefined) return
    const { id, at, to } = message
    const text = `${by.name} whispers to you.`
    coordination.publish(ALERT, { thread, id, at, text, for: [to.id] } satisfies Alert)
  }

  return { openThread, refresh, post, amend: show }
}

function gone(): Receipt {
  return { ok: false, kind: 'gone', reason: 'This thread is not on the desk.' }
}
