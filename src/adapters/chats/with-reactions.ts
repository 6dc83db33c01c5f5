import type { Message } from '../../conversation/message.ts'
import type { Post, Receipt, Ref, Store, TeamChat } from '../../ports.ts'
import { reactionsShown } from './showing-reactions.ts'
import type { ShowingReactions } from './showing-reactions.ts'

type Chat = Pick<TeamChat, 'post' | 'amend' | 'stop'>

interface Deps<Place> extends ShowingReactions<Place> {
  readonly store: Pick<Store, 'thread' | 'load' | 'shown'>
  /** Where the message stands that this ref names; null for a ref that names none. */
  readonly placeIn: (ref: Ref, message: Message) => Promise<Place | null>
}

/** The same, and under its messages stands what the visitor has set on them. */
export function withReactions<C extends Chat, Place>(chat: C, deps: Deps<Place>): C {
  const { store, placeIn } = deps
  const shown = reactionsShown({ ...deps, say })

  /** An emoji that cannot stand under a message is said beside it. */
  async function say({ id, conversation, at }: Message, emoji: string): Promise<Receipt> {
    const thread = await store.thread(deps.chat, conversation)
    if (thread === null) return { ok: true, ref: '' }
    const name = (await store.load(conversation))?.visitor.name ?? 'The visitor'
    const text = `${name} reacted to a reply: ${emoji}`
    const line = { kind: 'line', id: `reacted ${id} ${hex(emoji)}`, at, text } as const
    return chat.post(thread, { ...line, tone: 'info', for: [] })
  }

  async function showing(receipt: Receipt, post: Post): Promise<Receipt> {
    if (!receipt.ok || post.kind === 'line') return receipt
    const { message } = post
    // An amended message that a person wrote there names no place of its own.
    const place =
      (await placeIn(receipt.ref, message)) ??
      (await placeIn((await store.shown(deps.chat, message.id)) ?? '', message))
    if (place) shown.changed(message, place)
    return receipt
  }

  return {
    ...chat,
    post: async (thread, post) => showing(await chat.post(thread, post), post),
    amend: async (thread, post) => showing(await chat.amend(thread, post), post),
    async stop() {
      await chat.stop()
      await shown.stop()
    },
  }
}

/** Anyone in the chat may read it: letters and digits. */
function hex(emoji: string): string {
  return Array.from(emoji, (sign) => sign.codePointAt(0)?.toString(16)).join('-')
}
