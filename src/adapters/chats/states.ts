import type { Logger } from 'pino'
import type { Conversation } from '../../conversation/conversation.ts'
import type { ConversationId, MessageId } from '../../conversation/ids.ts'
import type { Message } from '../../conversation/message.ts'
import type { Clock, Receipt, Ref, Store } from '../../ports.ts'
import { remembered } from './remembered.ts'
import { settling } from './settling.ts'

/** Shows on what agents wrote by hand in a chat what became of it. `Place`: where a message stands there. */
export interface States<Place> {
  /** This message is now so. What passes soon is never drawn. */
  changed(message: Message, place: Place): Promise<Receipt>
  /** The conversation went on: replies reached the visitor, or were seen. */
  progressed(conversation: Conversation): Promise<void>
  stop(): Promise<void>
}

interface Deps<Place> {
  readonly chat: string
  readonly store: Pick<Store, 'load' | 'message' | 'history' | 'shown'>
  /** Where the message stands that this ref names. */
  readonly placeIn: (ref: Ref) => Place | null
  /** Puts a state's emoji under a message, or takes it back. */
  readonly react: (place: Place, state: State, on: boolean) => Promise<Receipt>
  /** Says that a message did not reach the visitor. */
  readonly failed: (message: Message, place: Place) => Promise<Receipt>
  readonly clock: Clock
  readonly log: Logger
  /** A state that passes within so many ms is not drawn. */
  readonly settle: number
}

/** The emoji that stand for a message's state, by the short names that chats share; one at a time. */
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

export function chatStates<Place>(deps: Deps<Place>): States<Place> {
  const { chat, store, placeIn, react, clock, log, settle } = deps
  const drawn = remembered<State>(20_000)
  const reported = remembered<string>(20_000)
  const { later: afterAWhile, stop } = settling(settle, (id, error) =>
    log.error({ message: id, error: String(error) }, 'a state could not be drawn'),
  )

  async function changed(message: Message, place: Place): Promise<Receipt> {
    if (message.failed !== undefined && drawn.get(message.id) !== 'x') {
      const told = await deps.failed(message, place)
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
  function later(id: MessageId, place: Place, start = 0): void {
    afterAWhile(id, start - clock.now(), () => draw(id, place))
  }

  async function draw(id: MessageId, place: Place): Promise<void> {
    const message = await store.message(id)
    const conversation = message && (await store.load(message.conversation))
    const state = conversation && stateOf(message, conversation)
    if (!state || drawn.get(id) === state) return
    const added = await react(place, state, true)
    if (!added.ok) {
      if (added.kind === 'retry') later(id, place, clock.now() + (added.after ?? 5_000))
      return
    }
    const before = drawn.get(id)
    drawn.set(id, state)
    if (before) await react(place, before, false)
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

  /** Where it stands in the chat, written there or brought from another one. */
  async function placeOf(message: Message): Promise<Place | null> {
    const ref = await store.shown(chat, message.id)
    return ref === null ? null : placeIn(ref)
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
