import type { Logger } from 'pino'
import type { Message } from '../../conversation/message.ts'
import type { Clock, Database, Post, Receipt, TeamChat } from '../../ports.ts'
import type { Gateway } from './gateway.ts'
import { linkParts } from './post-links.ts'
import { parsePosts } from './refs.ts'
import { slackReactionsShown } from './showing-reactions.ts'

type Chat = Pick<TeamChat, 'post' | 'amend' | 'stop'>

interface Deps {
  readonly database: Pick<Database, 'store' | 'feed'>
  readonly gateway: Gateway
  readonly clock: Clock
  readonly log: Logger
  readonly settle: number
}

/** The same, and under its messages stands what the visitor has set on them. */
export function withReactions<C extends Chat>(chat: C, { database, ...deps }: Deps): C {
  const { store, feed } = database
  const shown = slackReactionsShown({ ...deps, feed, say })

  /** An emoji that cannot stand under a message is said beside it. */
  async function say({ id, conversation, at }: Message, emoji: string): Promise<Receipt> {
    const thread = await store.thread('slack', conversation)
    if (thread === null) return { ok: true, ref: '' }
    const name = (await store.load(conversation))?.visitor.name ?? 'The visitor'
    const text = `${name} reacted to a reply: ${emoji}`
    const line = { kind: 'line', id: `reacted ${id} ${hex(emoji)}`, at, text } as const
    return chat.post(thread, { ...line, tone: 'info', for: [] })
  }

  async function showing(receipt: Receipt, post: Post): Promise<Receipt> {
    if (!receipt.ok || post.kind === 'line') return receipt
    const { message } = post
    // An amended message that a person wrote here names no place of its own.
    const posts =
      parsePosts(receipt.ref) ?? parsePosts((await store.shown('slack', message.id)) ?? '')
    if (!posts) return receipt
    await linkParts(store, posts, message)
    shown.changed(message, { channel: posts.channel, ts: posts.posts[0] })
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

/** Anyone in the workspace can read it: letters and digits. */
function hex(emoji: string): string {
  return Array.from(emoji, (sign) => sign.codePointAt(0)?.toString(16)).join('-')
}
