import type { Message } from '../../conversation/message.ts'
import { textContent } from '../../conversation/message.ts'
import type { Receipt, Store } from '../../ports.ts'
import { GATED, heldSentence } from '../chats/what-became.ts'
import { plain } from './blocks.ts'
import type { Block } from './blocks.ts'
import { elementsOf } from './elements.ts'
import { escapeSlack } from './escape.ts'
import type { Gateway } from './gateway.ts'
import { receiptOf } from './gateway.ts'
import { LIMITS } from './limits.ts'
import type { LinkTo } from './links.ts'
import { messageButton } from './message-presses.ts'
import { splitText } from './pieces.ts'
import { AS_WRITTEN } from './escape.ts'
import { linkedNumbers } from './numbers.ts'
import { markMetadata, parseThread } from './refs.ts'
import type { Respond } from './responding.ts'

/** Where somebody is told something: in a thread if there is one. */
export interface Spot {
  readonly channel: string
  readonly thread: string | null
}

/** What is said to one person, for their eyes alone; it is a courtesy, and lost when they reload. */
export interface Notices {
  tell(user: string, spot: Spot, text: string, more?: readonly Block[]): Promise<void>
  /**
   * What came of a command, its conversations' numbers as links. `reply` is the address that a slash command
   * brought: it works where the app is not, too.
   */
  answer(user: string, spot: Spot, text: string, reply?: string): Promise<void>
  /** What was typed was kept as a note, since its writer had not joined. */
  gated(user: string, spot: Spot, note: Message): Promise<void>
  /** What was typed is held, and can be undone; a short hold is not said, since deleting the message undoes it, too. */
  held(user: string, spot: Spot, reply: Message, now: number): Promise<void>
  /** A reply that was written by hand did not reach the visitor: everyone in the thread may see that. */
  failed(message: Message): Promise<Receipt>
}

interface Deps {
  readonly gateway: Gateway
  readonly store: Pick<Store, 'thread' | 'byNumber'>
  readonly linkTo: LinkTo
  readonly respond: Respond
}

export function slackNotices({ gateway, store, linkTo, respond }: Deps): Notices {
  async function tell(
    user: string,
    { channel, thread }: Spot,
    text: string,
    more: readonly Block[] = [],
  ) {
    for (const [index, piece] of splitText(text, LIMITS.sectionText).entries())
      await show(user, { channel, thread }, piece, [section(piece), ...(index === 0 ? more : [])])
  }

  async function show(user: string, { channel, thread }: Spot, text: string, blocks: Block[]) {
    const place = { channel, ...(thread === null ? {} : { thread_ts: thread }) }
    await gateway.call({
      method: 'chat.postEphemeral',
      channel,
      args: { ...place, user, blocks, text: escapeSlack(text), ...PARSE },
    })
  }

  async function answer(user: string, spot: Spot, text: string, reply?: string): Promise<void> {
    for (const piece of splitText(text, LIMITS.sectionText)) {
      const blocks = [(await linkedNumbers(piece, store, linkTo)) ?? section(piece)]
      const message = { response_type: 'ephemeral', text: escapeSlack(piece), blocks }
      if (reply === undefined || !(await respond(reply, message)))
        await show(user, spot, piece, blocks)
    }
  }

  return {
    tell,
    answer,
    gated: (user, spot, note) =>
      tell(user, spot, GATED, [messageButton('send', 'Claim and send', note)]),
    async held(user, spot, reply, now) {
      // Slack cannot take such a line away again: under each reply of a day it would be noise.
      if ((reply.heldUntil ?? now) - now < WORTH_A_LINE) return
      await tell(user, spot, heldSentence(reply, now), [messageButton('undo', 'Undo', reply)])
    },
    async failed(message) {
      const ref = await store.thread('slack', message.conversation)
      const thread = ref === null ? null : parseThread(ref)
      if (!thread) return { ok: true, ref: '' }
      const { channel, ts } = thread
      const text = `✗ A reply of ${'name' in message.by ? message.by.name : 'ours'} did not reach the visitor. ${message.failed ?? ''}`
      const called = await gateway.call({
        method: 'chat.postMessage',
        channel,
        rank: 'line',
        args: {
          channel,
          thread_ts: ts,
          blocks: [section(text), messageButton('retry', 'Retry', message)],
          text: escapeSlack(text),
          ...AS_WRITTEN,
          metadata: markMetadata({ outbox: `failed ${message.id}`, part: 1 }),
        },
      })
      return called.ok ? { ok: true, ref: '' } : receiptOf(called, 'thread')
    },
  }
}

/** Ms that a reply is held at least for its author to be told. */
const WORTH_A_LINE = 4_000

const PARSE = { parse: AS_WRITTEN.parse, link_names: AS_WRITTEN.link_names }

/** The words, and addresses in them as links. */
function section(text: string): Block {
  const [only] = textContent(text).blocks
  const inlines = only?.kind === 'paragraph' ? only.inlines : []
  if (!inlines.some(({ kind }) => kind === 'link'))
    return { type: 'section', text: plain(text.slice(0, LIMITS.sectionText)) }
  return {
    type: 'rich_text',
    elements: [{ type: 'rich_text_section', elements: elementsOf(inlines) }],
  }
}
