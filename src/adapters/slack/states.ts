import type { Logger } from 'pino'
import type { Conversation } from '../../conversation/conversation.ts'
import type { ConversationId, MessageId } from '../../conversation/ids.ts'
import type { Message } from '../../conversation/message.ts'
import type { Clock, Receipt, Store } from '../../ports.ts'
import type { Gateway } from './gateway.ts'
import { receiptOf } from './gateway.ts'
import type { Notices } from './notices.ts'
import { parsePosts } from './refs.ts'
import type { SlackThread } from './refs.ts'
import { remembered } from '../chats/remembered.ts'
import { settling } from './settling.ts'

/** Shows on what agents wrote by hand in Slack what became of it. */
export interface States {
  /** This message is now so. What passes soon is never drawn. */
  changed(message: Message, place: SlackThread): Promise<Receipt>
  /** The conversation went on: replies reached the visitor, or were seen. */
  progressed(conversation: Conversation): Promise<void>
  stop(): Promise<void>
}

interface Deps {
  readonly store: Pick<Store, 'load' | 'message' | 'history' | 'shown'>
  readonly gateway: Gateway
  readonly notices: Notices
  readonly clock: Clock
  readonly log: Logger
  /** A state that passes within so many ms is not drawn. */
  readonly settle: number
}

/** The emoji that stand for a message's state; one at a time. */
export const STATES = [
  'hourglass_flowing_sand',
  'white_check_mark',
  'eyes',
  'x',
  'lock',
  'outbox_tray',
  'no_entry_sign',
] as const
export type State = (typeof STATES)[number]

/** What a message's state is; null for one that is gone. */
export function stateOf(message: Message, { delivered, seen }: Conversation): State | null {
  if (message.removedAt !== undefined) return null
  if (message.kind === 'note') return message.sentAs === undefined ? 'lock' : 'outbox_tray'
  if (message.withdrawnAt !== undefined) return 'no_entry_sign'
  if (message.failed !== undefined) return 'x'
  if (message.number <= seen) return 'eyes'
  return message.number <= delivered ? 'white_check_mark' : 'hourglass_flowing_sand'
}

const RECENT = 20
const SHORT_HOLD = 10_000
const DONE: Receipt = { ok: true, ref: '' }

export function slackStates({ store, gateway, notices, clock, log, settle }: Deps): States {
  const drawn = remembered<State>(20_000)
  const reported = remembered<string>(20_000)
  const { later: afterAWhile, stop } = settling(settle, (id, error) =>
    log.error({ message: id, error: String(error) }, 'a state could not be drawn'),
  )

  async function changed(message: Message, place: SlackThread): Promise<Receipt> {
    if (message.failed !== undefined && drawn.get(message.id) !== 'x') {
      const told = await notices.failed(message, place)
      if (!told.ok && (told.kind === 'retry' || told.kind === 'blocked')) return told
    }
    later(message.id, place, startOf(message))
    return DONE
  }

  /** A reply that is held for a moment shows nothing before it has gone out. */
  function startOf({ heldUntil = 0, withdrawnAt, removedAt }: Message): number {
    if (withdrawnAt !== undefined || removedAt !== undefined) return 0
    return heldUntil - clock.now() <= SHORT_HOLD ? heldUntil : 0
  }

  /** Draws the state as it is then, once it has stood for a while. */
  function later(id: MessageId, place: SlackThread, start = 0): void {
    afterAWhile(id, start - clock.now(), () => draw(id, place))
  }

  async function draw(id: MessageId, place: SlackThread): Promise<void> {
    const message = await store.message(id)
    const conversation = message && (await store.load(message.conversation))
    const state = conversation && stateOf(message, conversation)
    if (!state || drawn.get(id) === state) return
    const added = await react('reactions.add', place, state)
    if (!added.ok) {
      if (added.kind === 'retry') later(id, place, clock.now() + (added.after ?? 5_000))
      return
    }
    const before = drawn.get(id)
    drawn.set(id, state)
    if (before) await react('reactions.remove', place, before)
  }

  async function react(method: string, { channel, ts }: SlackThread, name: State) {
    const args = { channel, timestamp: ts, name }
    const called = await gateway.call({ method, channel, args, rank: 'redraw' })
    return called.ok ? DONE : receiptOf(called, 'post')
  }

  async function progressed(conversation: Conversation): Promise<void> {
    const { id, delivered, seen } = conversation
    const [deliveredBefore = 0, seenBefore = 0] = numbers(reported.get(id))
    if (delivered <= deliveredBefore && seen <= seenBefore) return
    reported.set(id, `${delivered} ${seen}`)
    for (const message of await recentReplies(id)) {
      if (message.number > Math.max(delivered, seen)) continue
      if (message.number <= Math.min(deliveredBefore, seenBefore)) continue
      const place = await placeOf(message)
      if (place) later(message.id, place)
    }
  }

  async function recentReplies(id: ConversationId): Promise<Message[]> {
    const messages = await store.history(id, RECENT)
    return messages.filter(({ kind, by }) => kind === 'reply' && by.kind === 'human')
  }

  /** Where it stands in Slack, written there or brought from another chat. */
  async function placeOf(message: Message): Promise<SlackThread | null> {
    const ref = await store.shown('slack', message.id)
    const posts = ref === null ? null : parsePosts(ref)
    return posts && { channel: posts.channel, ts: posts.posts[0] }
  }

  return {
    changed,
    progressed,
    stop,
  }
}

function numbers(kept: string | undefined): number[] {
  return (kept ?? '').split(' ').map(Number)
}
