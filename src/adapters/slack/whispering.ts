import { z } from 'zod'
import type { AgentRef } from '../../conversation/actor.ts'
import type { Conversation } from '../../conversation/conversation.ts'
import type { Clock, Post, Receipt, Store } from '../../ports.ts'
import { directMessages } from './direct-messages.ts'
import type { Letter } from './direct-messages.ts'
import { drawTakenBack, drawWhisper } from './drawn-whispers.ts'
import type { Gateway } from './gateway.ts'
import { APP } from './losses.ts'
import type { Losses } from './losses.ts'
import type { Notices } from './notices.ts'
import type { SlackPeople } from './people.ts'
import { parsePosts, postsRef } from './refs.ts'
import type { SlackPosts, SlackThread } from './refs.ts'

export type Whisper = Extract<Post, { kind: 'message' }> & { readonly to: AgentRef }

export interface Whispers {
  /**
   * Shows a whisper, as it is now, to whom it is for, in a direct message of the app's, and says to its author
   * what came of it. `root`: the thread that it is about. What cannot be shown is said to its author alone,
   * for elsewhere a failure would tell of it; it is never the thread that is missing.
   */
  show(root: SlackThread | null, whisper: Whisper): Promise<Receipt>
}

interface Deps {
  readonly store: Pick<Store, 'load' | 'shown' | 'link'>
  readonly gateway: Gateway
  readonly people: Pick<SlackPeople, 'meet' | 'userOf'>
  readonly notices: Pick<Notices, 'tell'>
  readonly losses: Pick<Losses, 'has'>
  readonly clock: Clock
}

const permalink = z.looseObject({ permalink: z.string() })

export function slackWhispers({ store, gateway, people, notices, losses, clock }: Deps): Whispers {
  const direct = directMessages({ gateway, clock })

  async function show(root: SlackThread | null, whisper: Whisper): Promise<Receipt> {
    const { message, to } = whisper
    const conversation = await store.load(message.conversation)
    const ref = await store.shown('slack', message.id)
    const known = ref === null ? null : parsePosts(ref)
    if (known) return showAnew(known, whisper, await letterFor(root, whisper, conversation))
    // What was taken back before it went out is nobody's business.
    if (message.removedAt !== undefined) return nothing(whisper)
    const isSaid = await people.meet([to.id])
    const user = people.userOf(to.id)
    if (user === null && !isSaid) return unsaid
    if (user === null) return toNobody(root, whisper, unknown(whisper, conversation))
    const sent = await direct.send(user, await letterFor(root, whisper, conversation))
    if (sent.ok) {
      await tellAuthor(root, whisper, `Whispered to ${to.name} in a direct message.`)
      return { ok: true, ref: postsRef(sent.posts) }
    }
    const { receipt } = sent
    if (receipt.ok || receipt.kind === 'retry' || losses.has(APP)) return receipt
    return toNobody(root, whisper, notTaken(whisper, conversation, receipt.reason))
  }

  async function showAnew(known: SlackPosts, whisper: Whisper, letter: Letter): Promise<Receipt> {
    const { conversation, id: message } = whisper.message
    const changed = await direct.change(known, letter)
    if (!changed.ok) return changed.receipt
    const ref = postsRef(changed.posts)
    if (changed.posts.posts.length !== known.posts.length)
      await store.link({ chat: 'slack', ref, conversation, message })
    return { ok: true, ref }
  }

  async function letterFor(
    root: SlackThread | null,
    { message, by }: Whisper,
    conversation: Conversation | null,
  ): Promise<Letter> {
    const about = { id: message.id, since: message.at }
    if (message.removedAt !== undefined) return { ...about, parts: [drawTakenBack()] }
    const parts = drawWhisper({
      by: by.name,
      content: message.content,
      edited: message.editedAt !== undefined,
      conversation,
      thread: root && (await addressOf(root)),
    })
    return { ...about, parts }
  }

  async function addressOf({ channel, ts }: SlackThread): Promise<string | null> {
    const args = { channel, message_ts: ts }
    const called = await gateway.call({ method: 'chat.getPermalink', args })
    return called.ok ? (permalink.safeParse(called.data).data?.permalink ?? null) : null
  }

  /** Done, though it stands nowhere in Slack: its author is told why. */
  async function toNobody(root: SlackThread | null, whisper: Whisper, why: string) {
    await tellAuthor(root, whisper, why)
    return nothing(whisper)
  }

  async function tellAuthor(root: SlackThread | null, { message }: Whisper, text: string) {
    if (message.by.kind !== 'human' || !root) return
    await people.meet([message.by.id])
    const user = people.userOf(message.by.id)
    if (user !== null) await notices.tell(user, { channel: root.channel, thread: root.ts }, text)
  }

  return { show }
}

const unsaid: Receipt = {
  ok: false,
  kind: 'retry',
  reason: 'Slack does not say who somebody is.',
}

function nothing({ message }: Whisper): Receipt {
  return { ok: true, ref: message.id }
}

function unknown({ to }: Whisper, conversation: Conversation | null): string {
  const who = `${to.name} is not known in Slack`
  if (isAtDesk(conversation)) return `${who}: your whisper waits for them at the desk.`
  return `${who}, and this inbox is not at the desk, so nobody reads your whisper. Set \`slack\` for them in the settings.`
}

function notTaken({ to }: Whisper, conversation: Conversation | null, reason: string): string {
  const where = isAtDesk(conversation) ? ' It is at the desk.' : ''
  return `Your whisper did not reach ${to.name} in Slack. ${reason}${where}`
}

function isAtDesk(conversation: Conversation | null): boolean {
  return conversation?.places.some(({ chat }) => chat === 'desk') ?? false
}
