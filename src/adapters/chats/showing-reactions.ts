import type { Logger } from 'pino'
import { z } from 'zod'
import type { MessageId } from '../../conversation/ids.ts'
import type { Message } from '../../conversation/message.ts'
import type { Clock, Feed, Receipt, Ref } from '../../ports.ts'
import { remembered } from './remembered.ts'
import { settling } from './settling.ts'

/** Shows under messages, as reactions of the app's, what the visitor has set on them. */
interface ReactionsShown<Place> {
  /** This message stands here, and is now so. */
  changed(message: Message, place: Place): void
  stop(): Promise<void>
}

export interface ShowingReactions<Place> {
  readonly chat: string
  readonly feed: Pick<Feed, 'get' | 'put'>
  /** The chat's own name for an emoji that can stand under a message; null where it has to be said in words. */
  readonly nameOf: (emoji: string) => string | null
  /** Sets it as the app's own, or takes it back. */
  readonly set: (place: Place, name: string, on: boolean) => Promise<Receipt>
  readonly refOf: (place: Place) => Ref
  readonly clock: Clock
  readonly log: Logger
  /** What passes within so many ms is not shown. */
  readonly settle: number
}

interface Deps<Place> extends ShowingReactions<Place> {
  /** Says in the thread what the chat has no reaction for; the same again is said once. */
  readonly say: (message: Message, emoji: string) => Promise<Receipt>
}

interface Standing<Place> {
  readonly message: Message
  readonly place: Place
}

const SOON = 5_000

const kept = z.object({ place: z.string(), names: z.array(z.string()) })

export function reactionsShown<Place>(deps: Deps<Place>): ReactionsShown<Place> {
  const { chat, feed, nameOf, set, refOf, clock, log, settle, say } = deps
  // What was set on messages is kept, so that it can be taken back after a restart.
  const topic = `${chat}:reactions`
  const startedAt = clock.now()
  const newest = remembered<Standing<Place>>(20_000)
  const { later, stop } = settling(settle, (message, error) =>
    log.error({ message, error: String(error) }, 'reactions could not be shown'),
  )

  function changed(message: Message, place: Place): void {
    // Most messages never have any: of those that are new here that is known without looking.
    const isBare = emojisOfVisitor(message).length === 0
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
  async function draw({ message, place }: Standing<Place>): Promise<number | null> {
    const wanted = new Map(emojisOfVisitor(message).map((emoji) => [emoji, nameOf(emoji)]))
    const names = [...wanted.values()].filter((name) => name !== null)
    const there = await shownAt(message.id, place)
    const stale = there.filter((name) => !names.includes(name))
    const open = new Map<string, Receipt>()
    // Before it is begun: what a crash leaves in the chat is still known as ours.
    await keep(message.id, place, there, [...there, ...names])
    for (const [emoji, name] of wanted) {
      if (name !== null && there.includes(name)) continue
      const receipt = await add(message, place, emoji, name)
      if (!receipt.ok) open.set(name ?? emoji, receipt)
    }
    for (const name of stale) {
      const receipt = await set(place, name, false)
      if (!receipt.ok) open.set(name, receipt)
    }
    const left = [...there, ...names].filter((name) => names.includes(name) !== open.has(name))
    await keep(message.id, place, [...there, ...names], left)
    return waitAfter([...open.values()], message.id)
  }

  /** As a reaction, or in words where the chat takes none. */
  async function add(
    message: Message,
    place: Place,
    emoji: string,
    name: string | null,
  ): Promise<Receipt> {
    const receipt = name === null ? null : await set(place, name, true)
    return receipt?.ok || (receipt && receipt.kind === 'retry') ? receipt : say(message, emoji)
  }

  /** What the chat will never take is let go. */
  function waitAfter(open: readonly Receipt[], message: MessageId): number | null {
    for (const receipt of open) {
      if (receipt.ok) continue
      if (receipt.kind === 'retry') return receipt.after ?? SOON
      log.warn({ message, reason: receipt.reason }, `${chat} did not take a reaction`)
    }
    return null
  }

  async function shownAt(id: MessageId, place: Place): Promise<readonly string[]> {
    const entry = await feed.get(topic, id)
    const known = kept.safeParse(entry?.body).data
    return known?.place === refOf(place) ? known.names : []
  }

  async function keep(
    id: MessageId,
    place: Place,
    before: readonly string[],
    after: readonly string[],
  ): Promise<void> {
    const [was, names] = [new Set(before), [...new Set(after)]]
    if (was.size === names.length && names.every((name) => was.has(name))) return
    await feed.put([{ topic: topic, key: id, body: { place: refOf(place), names } }])
  }

  return { changed, stop }
}

function emojisOfVisitor({ removedAt, withdrawnAt, reactions = [] }: Message): string[] {
  if (removedAt !== undefined || withdrawnAt !== undefined) return []
  return reactions.filter(({ by }) => by === 'visitor').map(({ emoji }) => emoji)
}
