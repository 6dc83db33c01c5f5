import type { Logger } from 'pino'
import type { Clock, Receipt, Ref, Store } from '../../ports.ts'
import { chatStates } from '../chats/states.ts'
import type { State, States } from '../chats/states.ts'
import type { Gateway } from './gateway.ts'
import { receiptOf } from './gateway.ts'
import type { Notices } from './notices.ts'
import { parsePosts } from './refs.ts'
import type { SlackThread } from './refs.ts'

interface Deps {
  readonly store: Pick<Store, 'load' | 'message' | 'history' | 'shown'>
  readonly gateway: Gateway
  readonly notices: Pick<Notices, 'failed'>
  readonly clock: Clock
  readonly log: Logger
  /** A state that passes within so many ms is not drawn. */
  readonly settle: number
}

/** Shows on what agents wrote by hand in Slack what became of it. */
export function slackStates({ gateway, notices, ...deps }: Deps): States<SlackThread> {
  async function react({ channel, ts }: SlackThread, name: State, on: boolean): Promise<Receipt> {
    const method = on ? 'reactions.add' : 'reactions.remove'
    const args = { channel, timestamp: ts, name }
    const called = await gateway.call({ method, channel, args, rank: 'redraw' })
    return called.ok ? { ok: true, ref: '' } : receiptOf(called, 'post')
  }
  return chatStates({ ...deps, chat: 'slack', placeIn, react, failed: notices.failed })
}

function placeIn(ref: Ref): SlackThread | null {
  const posts = parsePosts(ref)
  return posts && { channel: posts.channel, ts: posts.posts[0] }
}
