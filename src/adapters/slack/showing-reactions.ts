import type { Logger } from 'pino'
import { z } from 'zod'
import type { MessageId } from '../../conversation/ids.ts'
import type { Message } from '../../conversation/message.ts'
import type { Clock, Feed, Receipt } from '../../ports.ts'
import type { Gateway } from './gateway.ts'
import { receiptOf } from './gateway.ts'
import { reactionsOfVisitor } from './reactions.ts'
import { threadRef } from './refs.ts'
import type { SlackThread } from './refs.ts'
import { remembered } from '../chats/remembered.ts'
import { settling } from './settling.ts'

/** Shows under messages, as reactions of the app's, what the visitor has set on them. */
export interface ReactionsShown {
  /** This message stands here, and is now so. */
  changed(message: Message, place: SlackThread): void
  stop(): Promise<void>
}

interface Deps {
  readonly feed: Feed
  readonly gateway: Gateway
  readonly clock: Clock
  readonly log: Logger
  /** What passes within so many ms is not shown. */
  readonly settle: number
  /** Says in the thread what Slack has no reaction for; the same again is said once. */
  readonly say: (message: Message, emoji: string) => Promise<Receipt>
}

interface Standing {
  readonly message: Message
  readonly place: SlackThread
}

/** What was set on messages is kept, so that it can be taken back after a restart. */
const TOPIC = 'slack:reactions'
const SOON = 5_000

const kept = z.object({ place: z.string(), names: z.array(z.string()) })

export function slackReactionsShown({
  feed,
  gateway,
  clock,
  log,
  settle,
  say,
}: Deps): ReactionsShown {
  const startedAt = clock.now()
  const newest = remembered<Standing>(20_000)
  const { later, stop } = settling(settle, (message, error) =>
    log.error({ message, error: String(error) }, 'reactions could not be shown'),
  )

  function changed(message: Message, place: SlackThread): void {
    // Most messages never have any: of those that are new here that is known without looking.
    const isBare = reactionsOfVisitor(message).size === 0
    if (isBare && message.at >= startedAt && !newest.get(message.id)) return
    newest.set(message.id, { message, place })
    show(message.id, 0)
  }

  function show(id: MessageId, wait: number): void {
    later(id, wait, async () => {
      const standing = newest.get(id)
      const after = standing ? await draw(standing) : null
      if (after !== null) show(id, after)
    })
  }

  /** Makes it so; gives back after how many ms to try again, or null. */
  async function draw({ message, place }: Standing): Promise<number | null> {
    const wanted = reactionsOfVisitor(message)
    const names = [...wanted.values()].filter((name) => name !== null)
    const there = await shownAt(message.id, place)
    const stale = there.filter((name) => !names.includes(name))
    const open = new Map<string, Receipt>()
    // Before it is begun: what a crash leaves in Slack is still known as ours.
    await keep(message.id, place, there, [...there, ...names])
    for (const [emoji, name] of wanted) {
      if (name !== null && there.includes(name)) continue
      const receipt = await add(message, place, emoji, name)
      if (!receipt.ok) open.set(name ?? emoji, receipt)
    }
    for (const name of stale) {
      const receipt = await call('reactions.remove', place, name)
      if (!receipt.ok) open.set(name, receipt)
    }
    const left = [...there, ...names].filter((name) => names.includes(name) !== open.has(name))
    await keep(message.id, place, [...there, ...names], left)
    return waitAfter([...open.values()], message.id)
  }

  /** As a reaction, or in words where Slack takes none. */
  async function add(
    message: Message,
    place: SlackThread,
    emoji: string,
    name: string | null,
  ): Promise<Receipt> {
    const receipt = name === null ? null : await call('reactions.add', place, name)
    return receipt?.ok || (receipt && receipt.kind === 'retry') ? receipt : say(message, emoji)
  }

  /** What Slack will never take is let go. */
  function waitAfter(open: readonly Receipt[], message: MessageId): number | null {
    for (const receipt of open) {
      if (receipt.ok) continue
      if (receipt.kind === 'retry') return receipt.after ?? SOON
      log.warn({ message, reason: receipt.reason }, 'Slack did not take a reaction')
    }
    return null
  }

  async function shownAt(id: MessageId, place: SlackThread): Promise<readonly string[]> {
    const entry = await feed.get(TOPIC, id)
    const known = kept.safeParse(entry?.body).data
    return known?.place === threadRef(place) ? known.names : []
  }

  async function keep(
    id: MessageId,
    place: SlackThread,
    before: readonly string[],
    after: readonly string[],
  ): Promise<void> {
    const [was, names] = [new Set(before), [...new Set(after)]]
    if (was.size === names.length && names.every((name) => was.has(name))) return
    await feed.put([{ topic: TOPIC, key: id, body: { place: threadRef(place), names } }])
  }

  async function call(
    method: string,
    { channel, ts }: SlackThread,
    name: string,
  ): Promise<Receipt> {
    const args = { channel, timestamp: ts, name }
    const called = await gateway.call({ method, channel, args, rank: 'redraw' })
    return called.ok ? { ok: true, ref: '' } : receiptOf(called, 'post')
  }

  return { changed, stop }
}
