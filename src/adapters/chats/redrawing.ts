import type { Logger } from 'pino'
import { z } from 'zod'
import type { Conversation } from '../../conversation/conversation.ts'
import type { ConversationId } from '../../conversation/ids.ts'
import type { Feed, Receipt, Ref, Store } from '../../ports.ts'
import { pause } from './pause.ts'

interface Deps {
  readonly store: Pick<Store, 'load'>
  readonly feed: Pick<Feed, 'put' | 'page'>
  /** Cards that wait to be drawn are kept in it, by their threads: a process after this one goes on with them. */
  readonly topic: string
  readonly log: Logger
  /** A card would have to wait for its turn just now. */
  readonly isBehind: () => boolean
  readonly draw: (thread: Ref, conversation: Conversation) => Promise<Receipt>
}

/** Ms that a card may keep its thread's next words waiting. */
const PATIENCE = 1_000
const MOST_TRIES = 20
const MOST = 2_000

const waiting = z.object({ conversation: z.string().nullable() })

/**
 * Redraws cards, of which a chat takes fewer than of words: one that has to wait for its turn goes on by itself, from
 * the state as it is then, and holds back nothing.
 */
export function redrawing({ store, feed, topic, log, isBehind, draw }: Deps) {
  const ending = new AbortController()
  const going = new Map<Ref, Promise<void>>()
  /** What became of these is looked at after what goes on. */
  const next = new Map<Ref, Promise<Receipt>>()

  async function refresh(thread: Ref, conversation: Conversation): Promise<Receipt> {
    const patient = isBehind() ? 0 : PATIENCE
    const drawing = draw(thread, conversation)
    const patience = new AbortController()
    const first = await Promise.race([drawing, pause(patient, patience.signal).then(() => null)])
    patience.abort()
    if (first) return first
    await note(thread, conversation.id)
    if (going.has(thread)) laterOn(thread, drawing)
    else goOn(thread, conversation.id, drawing)
    return { ok: true, ref: thread }
  }

  async function note(thread: Ref, conversation: ConversationId | null): Promise<void> {
    await feed.put([{ topic, key: thread, body: { conversation } }])
  }

  /** Draws what a process before this one left undrawn. */
  async function begin(): Promise<void> {
    for (const { key: thread, body } of await feed.page(topic, MOST)) {
      const id = waiting.safeParse(body).data?.conversation
      // It was an id when it was noted.
      if (id && !going.has(thread)) goOn(thread, id as ConversationId, Promise.resolve(AT_ONCE))
    }
  }

  function goOn(thread: Ref, id: ConversationId, drawing: Promise<Receipt>): void {
    const mine = untilDrawn(thread, id, drawing)
      .catch((error: unknown) => log.warn({ error: String(error) }, 'a card was not redrawn'))
      .finally(() => {
        going.delete(thread)
        const more = next.get(thread)
        next.delete(thread)
        if (more) goOn(thread, id, more)
      })
    going.set(thread, mine)
  }

  function laterOn(thread: Ref, drawing: Promise<Receipt>): void {
    // What it throws is heard when its time comes.
    drawing.catch(() => undefined)
    next.set(thread, drawing)
  }

  async function untilDrawn(thread: Ref, id: ConversationId, drawing: Promise<Receipt>) {
    let receipt = await drawing
    for (let tries = 0; tries < MOST_TRIES; tries += 1) {
      if (receipt.ok || receipt.kind !== 'retry') break
      await pause(receipt.after ?? 5_000, ending.signal)
      if (ending.signal.aborted) return
      const conversation = await store.load(id)
      if (!conversation) break
      receipt = await draw(thread, conversation)
    }
    if (!next.has(thread)) await note(thread, null)
  }

  return {
    refresh,
    begin,
    async stop() {
      ending.abort()
      await Promise.all(going.values())
    },
  }
}

const AT_ONCE: Receipt = { ok: false, kind: 'retry', reason: 'It was not drawn yet.', after: 0 }
