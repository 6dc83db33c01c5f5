import type { Clock, Receipt } from '../../ports.ts'
import { AS_WRITTEN } from './escape.ts'
import type { SlackMessage } from './cards.ts'
import type { Persona } from './drawn-posts.ts'
import type { Doing } from './failures.ts'
import { mayHaveArrived } from './failures.ts'
import type { FoundMarks, Marks, Standing } from './found-marks.ts'
import { keyOfMark, marksInChannel, marksInThread, standings } from './found-marks.ts'
import type { Called, Gateway } from './gateway.ts'
import { receiptOf } from './gateway.ts'
import { markMetadata, threadRef } from './refs.ts'
import type { Mark, SlackThread } from './refs.ts'
import { remembered } from '../chats/remembered.ts'
import type { Rank } from './schedule.ts'

export interface Posting {
  readonly channel: string
  /** Null for a message that begins a thread. */
  readonly thread: string | null
  readonly mark: Mark
  readonly message: SlackMessage
  readonly persona: Persona | null
  readonly rank: Rank
  /** Since when there is something to post, epoch ms. */
  readonly since: number
  /** A post that stands no more, though it may carry the mark. */
  readonly not?: string
}

export type Posted =
  ({ readonly ok: true } & Standing) | { readonly ok: false; readonly receipt: Receipt }

export type SlackPosting = ReturnType<typeof slackPosting>

const MOST = 20_000

/**
 * Posts once, whatever happens: what this process posted it remembers, and where nobody knows what became of
 * a try, of its own or of a process before it, it looks for the mark in Slack before it tries again.
 */
export function slackPosting({ gateway, clock }: { gateway: Gateway; clock: Clock }) {
  const startedAt = clock.now()
  const posted = remembered<Standing>(MOST)
  const doubtful = remembered<true>(MOST)
  const underWay = new Map<string, Promise<Posted>>()
  const looked = remembered<Marks>(500)

  async function post(given: Posting): Promise<Posted> {
    const key = keyIn(given, given.mark)
    const before = underWay.get(key)
    if (before) return before
    const keys = keysOf(given)
    const mine = postOnce(key, given).finally(() => keys.forEach((one) => underWay.delete(one)))
    for (const one of keys) underWay.set(one, mine)
    return mine
  }

  async function postOnce(key: string, given: Posting): Promise<Posted> {
    const stands = await standing(key, given)
    return stands ?? sent(key, given, await gateway.call(callFor(key, given)))
  }

  /** Where it stands already, whatever became of the try that put it there; null where it does not. */
  async function standing(key: string, given: Posting): Promise<Posted | null> {
    const known = posted.get(key)
    if (known !== undefined && known.ts !== given.not) return { ok: true, ...known }
    const found = await alreadyThere(key, given)
    if (!found.ok) return found
    const there = found.marks.get(keyOfMark(given.mark))
    if (there !== undefined && there.ts !== given.not) return kept(key, given, there.ts, there.of)
    return null
  }

  /** Nothing is known of it yet: it may go out together with others. */
  function isFresh(channel: string, thread: string, outbox: string): boolean {
    const key = keyIn({ channel, thread }, { outbox, part: 1 })
    return !posted.get(key) && !underWay.has(key)
  }

  const NOTHING: FoundMarks = { ok: true, marks: new Map() }

  async function alreadyThere(key: string, given: Posting): Promise<FoundMarks> {
    const isDoubtful = doubtful.get(key) === true
    if (!isDoubtful && given.since >= startedAt) return NOTHING
    const { channel, thread } = given
    const ref = thread === null ? channel : threadRef({ channel, ts: thread })
    const marks = isDoubtful ? undefined : looked.get(ref)
    if (marks) return { ok: true, marks }
    const found =
      thread === null
        ? await marksInChannel(gateway, channel)
        : await marksInThread(gateway, { channel, ts: thread })
    // What a former process posted is there by now: one look is enough for all of it.
    if (found.ok) looked.set(ref, found.marks)
    return found
  }

  function sent(key: string, given: Posting, called: Called): Posted {
    const { thread, mark } = given
    if (called.ok) {
      const of = [mark.outbox, ...(mark.also ?? [])]
      return kept(key, given, String(called.data['ts']), of)
    }
    if ('failure' in called && mayHaveArrived(called.failure))
      for (const one of keysOf(given)) doubtful.set(one, true)
    const doing: Doing = thread === null ? 'place' : 'thread'
    return { ok: false, receipt: receiptOf(called, doing) }
  }

  /** It stands there, and with it all the others in its post. */
  function kept(key: string, given: Posting, ts: string, of: readonly string[]): Posted {
    const [outbox = '', ...also] = of
    for (const [mark, standing] of standings({ ...given.mark, outbox, also }, ts)) {
      posted.set(`${placeOf(given)} ${mark}`, standing)
      doubtful.delete(`${placeOf(given)} ${mark}`)
    }
    const standing = posted.get(key) ?? { ts, at: 1, of }
    return { ok: true, ...standing }
  }

  /** It was deleted: posted again under the same mark it is another. */
  function forget(place: Place, mark: Mark): void {
    posted.delete(keyIn(place, mark))
  }

  async function find(given: Posting): Promise<Posted | null> {
    const key = keyIn(given, given.mark)
    return underWay.get(key) ?? standing(key, given)
  }

  return { post, find, isFresh, forget }
}

type Place = Pick<Posting, 'channel' | 'thread'>

function placeOf({ channel, thread }: Place): string {
  return `${channel}/${thread}`
}

function keyIn(place: Place, mark: Mark): string {
  return `${placeOf(place)} ${keyOfMark(mark)}`
}

function keysOf(given: Posting): string[] {
  return standings(given.mark, '').map(([mark]) => `${placeOf(given)} ${mark}`)
}

function callFor(asker: string, { channel, thread, mark, message, persona, rank }: Posting) {
  return {
    asker,
    method: 'chat.postMessage',
    channel,
    rank,
    args: {
      channel,
      ...(thread === null ? {} : { thread_ts: thread }),
      ...persona,
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
