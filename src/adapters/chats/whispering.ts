import type { AgentId } from '../../conversation/ids.ts'
import type { AgentRef } from '../../conversation/actor.ts'
import type { Conversation } from '../../conversation/conversation.ts'
import { chatName } from '../../conversation/places.ts'
import type { Post, Receipt, Ref, Store } from '../../ports.ts'

export type Whisper = Extract<Post, { kind: 'message' }> & { readonly to: AgentRef }

/** The chat's direct messages to people; `Letter` is what is written there. */
export interface DirectMessages<Letter> {
  /** Writes it to this person: once, however often it is tried. */
  send(user: string, letter: Letter): Promise<Receipt>
  /** Makes what stands under this ref show this instead; its ref then. Null for a ref of nothing there. */
  change(ref: Ref, letter: Letter): Promise<Receipt | null>
}

interface Deps<Letter> {
  readonly chat: string
  readonly store: Pick<Store, 'load' | 'shown' | 'link'>
  readonly direct: DirectMessages<Letter>
  /** Who a member is in the chat: null for nobody, undefined where the chat does not say. */
  readonly whoIs: (member: AgentId) => Promise<string | null | undefined>
  readonly letterFor: (
    thread: Ref,
    whisper: Whisper,
    conversation: Conversation | null,
  ) => Promise<Letter>
  /** Tells its author alone what came of it. */
  readonly tell: (user: string, thread: Ref, text: string, whisper: Whisper) => Promise<void>
  /** Nothing at all can be sent just now. */
  readonly isLost: () => boolean
}

/**
 * Shows a whisper, as it is now, to whom it is for, in a direct message of the app's, and says to its author
 * what came of it. What cannot be shown is said to its author alone, for elsewhere a failure would tell of it;
 * it is never the thread that is missing.
 */
export function chatWhispers<Letter>(deps: Deps<Letter>) {
  const { chat, store, direct, whoIs, letterFor, isLost } = deps
  const name = chatName(chat)

  async function show(thread: Ref, whisper: Whisper): Promise<Receipt> {
    const { message, to } = whisper
    const conversation = await store.load(message.conversation)
    const ref = await store.shown(chat, message.id)
    const changed =
      ref === null ? null : await direct.change(ref, await letterFor(thread, whisper, conversation))
    if (changed && !changed.ok && changed.kind !== 'retry' && !isLost())
      return toNobody(thread, whisper, notTaken(whisper, conversation, changed.reason))
    if (changed) return relinked(whisper, ref, changed)
    // What was taken back before it went out is nobody's business.
    if (message.removedAt !== undefined) return nothing(whisper)
    const user = await whoIs(to.id)
    if (user === undefined) return unsaid(name)
    if (user === null) return toNobody(thread, whisper, unknown(whisper, conversation))
    const sent = await direct.send(user, await letterFor(thread, whisper, conversation))
    if (sent.ok) {
      await tellAuthor(thread, whisper, `Whispered to ${to.name} in a direct message.`)
      return sent
    }
    if (sent.kind === 'retry' || isLost()) return sent
    return toNobody(thread, whisper, notTaken(whisper, conversation, sent.reason))
  }

  async function relinked({ message }: Whisper, before: Ref | null, changed: Receipt) {
    const { conversation, id } = message
    if (changed.ok && changed.ref !== before)
      await store.link({ chat, ref: changed.ref, conversation, message: id })
    return changed
  }

  /** Done, though it stands nowhere in the chat: its author is told why. */
  async function toNobody(thread: Ref, whisper: Whisper, why: string): Promise<Receipt> {
    await tellAuthor(thread, whisper, why)
    return nothing(whisper)
  }

  async function tellAuthor(thread: Ref, whisper: Whisper, text: string): Promise<void> {
    const { by } = whisper.message
    const user = by.kind === 'human' ? await whoIs(by.id) : null
    if (user) await deps.tell(user, thread, text, whisper)
  }

  function unknown({ to }: Whisper, conversation: Conversation | null): string {
    const who = `${to.name} is not known in ${name}`
    if (isAtDesk(conversation)) return `${who}: your whisper waits for them at the desk.`
    return `${who}, and this inbox is not at the desk, so nobody reads your whisper. Set \`${chat}\` for them in the settings.`
  }

  function notTaken({ to }: Whisper, conversation: Conversation | null, reason: string): string {
    const where = isAtDesk(conversation) ? ' It is at the desk.' : ''
    return `Your whisper, as it is now, did not reach ${to.name} in ${name}. ${reason}${where}`
  }

  return show
}

function unsaid(name: string): Receipt {
  return { ok: false, kind: 'retry', reason: `${name} does not say who somebody is.` }
}

function nothing({ message }: Whisper): Receipt {
  return { ok: true, ref: message.id }
}

function isAtDesk(conversation: Conversation | null): boolean {
  return conversation?.places.some(({ chat }) => chat === 'desk') ?? false
}
