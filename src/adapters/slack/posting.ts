import type { Clock, Receipt } from '../../ports.ts'
import { AS_WRITTEN } from './escape.ts'
import type { SlackMessage } from './cards.ts'
import type { Doing } from './failures.ts'
import { mayHaveArrived } from './failures.ts'
import type { FoundMarks, Marks } from './found-marks.ts'
import { keyOfMark, marksInChannel, marksInThread } from './found-marks.ts'
import type { Called, Gateway } from './gateway.ts'
import { receiptOf } from './gateway.ts'
import { markMetadata, threadRef } from './refs.ts'
import type { Mark, SlackThread } from './refs.ts'
import { remembered } from './remembered.ts'
import type { Rank } from './schedule.ts'

export interface Posting {
  readonly channel: string
  /** Null for a message that begins a thread. */
  readonly thread: string | null
  readonly mark: Mark
  readonly message: SlackMessage
  readonly username: string | null
  readonly rank: Rank
  /** Since when there is something to post, epoch ms. */
  readonly since: number
  /** A post that stands no more, though it may carry the mark. */
  readonly not?: string
}

export type Posted =
  { readonly ok: true; readonly ts: string } | { readonly ok: false; readonly receipt: Receipt }

const MOST = 20_000

/**
 * Posts once, whatever happens: what this process posted it remembers, and where nobody knows what became of
 * a try, of its own or of a process before it, it looks for the mark in Slack before it tries again.
 */
export function slackPosting({ gateway, clock }: { gateway: Gateway; clock: Clock }) {
  const startedAt = clock.now()
  const posted = remembered<string>(MOST)
  const doubtful = remembered<true>(MOST)
  const underWay = new Map<string, Promise<Posted>>()
  const looked = remembered<Marks>(500)

  async function post(given: Posting): Promise<Posted> {
    const key = `${given.channel}/${given.thread} ${keyOfMark(given.mark)}`
    const before = underWay.get(key)
    if (before) return before
    const mine = postOnce(key, given).finally(() => underWay.delete(key))
    underWay.set(key, mine)
    return mine
  }

  async function postOnce(key: string, given: Posting): Promise<Posted> {
    const known = posted.get(key)
    if (known !== undefined && known !== given.not) return { ok: true, ts: known }
    const found = await alreadyThere(key, given)
    if (!found.ok) return found
    const ts = found.marks.get(keyOfMark(given.mark))
    if (ts !== undefined && ts !== given.not) return kept(key, ts)
    return sent(key, given, await gateway.call(callFor(given)))
  }

  const NOTHING: FoundMarks = { ok: true, marks: new Map() }

  async function alreadyThere(key: string, given: Posting): Promise<FoundMarks> {
    const isDoubtful = doubtful.get(key) === true
    if (!isDoubtful && given.since >= startedAt) return NOTHING
    const { channel, thread } = given
    if (thread === null) return marksInChannel(gateway, channel)
    const ref = threadRef({ channel, ts: thread })
    const marks = isDoubtful ? undefined : looked.get(ref)
    if (marks) return { ok: true, marks }
    const found = await marksInThread(gateway, { channel, ts: thread })
    // What a former process posted is there by now: one look is enough for all of it.
    if (found.ok) looked.set(ref, found.marks)
    return found
  }

  function sent(key: string, { thread }: Posting, called: Called): Posted {
    if (called.ok) return kept(key, String(called.data['ts']))
    if ('failure' in called && mayHaveArrived(called.failure)) doubtful.set(key, true)
    const doing: Doing = thread === null ? 'place' : 'thread'
    return { ok: false, receipt: receiptOf(called, doing) }
  }

  function kept(key: string, ts: string): Posted {
    posted.set(key, ts)
    doubtful.delete(key)
    return { ok: true, ts }
  }

  return { post }
}

function callFor({ channel, thread, mark, message, username, rank }: Posting) {
  return {
    method: 'chat.postMessage',
    channel,
    rank,
    args: {
      channel,
      ...(thread === null ? {} : { thread_ts: thread }),
      ...(username === null ? {} : { username }),
      ...message,
      ...AS_WRITTEN,
      metadata: markMetadata(mark),
    },
  }
}

/** The call that draws a post anew. */
export function updateOf({ channel, ts }: SlackThread, message: SlackMessage, mark: Mark) {
  return {
    method: 'chat.update',
    channel,
    args: {
      channel,
      ts,
      ...message,
      parse: AS_WRITTEN.parse,
      link_names: AS_WRITTEN.link_names,
      metadata: markMetadata(mark),
    },
  }
}
