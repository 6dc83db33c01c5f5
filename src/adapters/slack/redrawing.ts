import type { Logger } from 'pino'
import type { Conversation } from '../../conversation/conversation.ts'
import type { ConversationId } from '../../conversation/ids.ts'
import type { Receipt, Ref, Store } from '../../ports.ts'
import { pause } from './pause.ts'

interface Deps {
  readonly store: Pick<Store, 'load'>
  readonly log: Logger
  readonly draw: (thread: Ref, conversation: Conversation) => Promise<Receipt>
}

/** Ms that a card may keep its thread's next words waiting. */
const PATIENCE = 1_000
const MOST_TRIES = 20

/**
 * Redraws cards, which Slack takes fewer of than words: one that has to wait for its turn goes on by itself, from
 * the state as it is then, and holds back nothing.
 */
export function redrawing({ store, log, draw }: Deps) {
  const ending = new AbortController()
  const going = new Map<Ref, Promise<void>>()

  async function refresh(thread: Ref, conversation: Conversation): Promise<Receipt> {
    const drawing = draw(thread, conversation)
    const patience = new AbortController()
    const first = await Promise.race([drawing, pause(PATIENCE, patience.signal).then(() => null)])
    patience.abort()
    if (first) return first
    if (!going.has(thread)) goOn(thread, conversation.id, drawing)
    return { ok: true, ref: thread }
  }

  function goOn(thread: Ref, id: ConversationId, drawing: Promise<Receipt>): void {
    const mine = untilDrawn(thread, id, drawing)
      .catch((error: unknown) => log.warn({ error: String(error) }, 'a card was not redrawn'))
      .finally(() => going.delete(thread))
    going.set(thread, mine)
  }

  async function untilDrawn(thread: Ref, id: ConversationId, drawing: Promise<Receipt>) {
    let receipt = await drawing
    for (let tries = 0; tries < MOST_TRIES; tries += 1) {
      if (receipt.ok || receipt.kind !== 'retry') return
      await pause(receipt.after ?? 5_000, ending.signal)
      const conversation = ending.signal.aborted ? null : await store.load(id)
      if (!conversation) return
      receipt = await draw(thread, conversation)
    }
  }

  return {
    refresh,
    async stop() {
      ending.abort()
      await Promise.all(going.values())
    },
  }
}
