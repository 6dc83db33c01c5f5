import { z } from 'zod'
import type { Conversation } from '../../conversation/conversation.ts'
import type { AgentId } from '../../conversation/ids.ts'
import type { Clock, Ref, Store } from '../../ports.ts'
import { APP } from '../chats/losses.ts'
import { chatWhispers } from '../chats/whispering.ts'
import type { Whisper } from '../chats/whispering.ts'
import { directMessages } from './direct-messages.ts'
import type { Letter, Written } from './direct-messages.ts'
import { drawTakenBack, drawWhisper } from './drawn-whispers.ts'
import type { Gateway } from './gateway.ts'
import type { Losses } from './losses.ts'
import type { Notices } from './notices.ts'
import type { SlackPeople } from './people.ts'
import { parsePosts, parseThread, postsRef } from './refs.ts'
import type { SlackThread } from './refs.ts'

interface Deps {
  readonly store: Pick<Store, 'load' | 'shown' | 'link'>
  readonly gateway: Gateway
  readonly people: Pick<SlackPeople, 'meet' | 'userOf'>
  readonly notices: Pick<Notices, 'tell'>
  readonly losses: Pick<Losses, 'has'>
  readonly clock: Clock
}

const permalink = z.looseObject({ permalink: z.string() })

/** Whispers as the app's direct messages in Slack; see `chatWhispers`. */
export function slackWhispers({ store, gateway, people, notices, losses, clock }: Deps) {
  const direct = directMessages({ gateway, clock })

  async function whoIs(member: AgentId): Promise<string | null | undefined> {
    const isSaid = await people.meet([member])
    return people.userOf(member) ?? (isSaid ? null : undefined)
  }

  async function letterFor(
    thread: Ref,
    { message, by }: Whisper,
    conversation: Conversation | null,
  ): Promise<Letter> {
    const about = { id: message.id, since: message.at }
    if (message.removedAt !== undefined) return { ...about, parts: [drawTakenBack()] }
    const root = parseThread(thread)
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

  async function tell(user: string, thread: Ref, text: string): Promise<void> {
    const root = parseThread(thread)
    if (root) await notices.tell(user, { channel: root.channel, thread: root.ts }, text)
  }

  return chatWhispers<Letter>({
    chat: 'slack',
    store,
    whoIs,
    letterFor,
    tell,
    isLost: () => losses.has(APP),
    direct: {
      send: async (user, letter) => asReceipt(await direct.send(user, letter)),
      async change(ref, letter) {
        const posts = parsePosts(ref)
        return posts && asReceipt(await direct.change(posts, letter))
      },
    },
  })
}

function asReceipt(written: Written) {
  return written.ok ? { ok: true as const, ref: postsRef(written.posts) } : written.receipt
}
