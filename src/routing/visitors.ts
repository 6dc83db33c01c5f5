import type { Action, Refusal, Seed } from '../conversation/actions.ts'
import type { Actor } from '../conversation/actor.ts'
import type { Conversation } from '../conversation/conversation.ts'
import type { InboxId } from '../conversation/ids.ts'
import type { Arrival, Clock, Sender, Store, TeamChat, VisitorInbox } from '../ports.ts'
import type { Opens } from './opening.ts'
import type { Chosen } from './rules.ts'
import type { Router } from './router.ts'
import { newConversationId, newMessageId } from './router.ts'

export interface VisitorRoadDeps {
  readonly router: Router
  readonly store: Store
  readonly clock: Clock
  /** For how long a closed conversation of an inbox can be taken up again (ms); null where it is not open any more. */
  reopenWithin(inbox: InboxId): number | null
  /**
   * Where the conversation goes that these words open, and the visitor’s language, as far as their door knows
   * it; null where its inbox is not open any more.
   */
  route(opens: Opens): Promise<(Chosen & { readonly language?: string }) | null>
  teamChat(name: string): TeamChat | undefined
}

/** What visitor channels report to: from an arrival to an action on the visitor's conversation. */
export function createVisitorInbox(deps: VisitorRoadDeps): VisitorInbox {
  return {
    arrived: (arrival) =>
      deps.router.fulfil({
        key: arrival.from.visitor,
        by: visitor(arrival.from),
        load: () => current(deps, arrival.from),
        action: (conversation) => actionFor(deps, arrival, conversation),
        source: { door: arrival.from.door.channel, id: arrival.id },
      }),

    async signalled(signal) {
      const conversation = await deps.store.current(signal.from.visitor)
      if (!conversation) return
      if (signal.kind === 'typing') {
        await relayTyping(deps, conversation, signal.from.name, signal.on)
        return
      }
      await deps.router.fulfil({
        key: signal.from.visitor,
        by: visitor(signal.from),
        load: () => deps.store.load(conversation.id),
        action: async () => ({
          type: signal.kind === 'saw' ? 'see' : 'receive',
          upTo: signal.upTo,
        }),
        source: null,
      })
    },
  }
}

function visitor(from: Sender): Actor {
  return { kind: 'visitor', id: from.visitor, name: from.name }
}

/** The conversation that the visitor's words belong to: not one that was closed too long ago. */
async function current(deps: VisitorRoadDeps, from: Sender): Promise<Conversation | null> {
  const conversation = await deps.store.current(from.visitor)
  if (conversation?.status !== 'closed') return conversation
  const keptFor = deps.reopenWithin(from.inbox) ?? 0
  return deps.clock.now() - conversation.closedAt <= keptFor ? conversation : null
}

async function actionFor(
  deps: VisitorRoadDeps,
  arrival: Arrival,
  conversation: Conversation | null,
): Promise<Action | Refusal> {
  if (arrival.kind === 'message') return write(deps, arrival, conversation)
  if (arrival.kind === 'unreachable') return { type: 'lose', reason: arrival.reason }
  const target = await deps.store.message(arrival.message)
  if (!target || target.conversation !== conversation?.id) {
    return { code: 'invalid', sentence: 'This message is not in your conversation.' }
  }
  if (arrival.kind === 'remove') return { type: 'unwrite', target }
  if (arrival.kind === 'again') return { type: 'retry', target }
  if (arrival.kind === 'react') {
    const { emoji, on } = arrival
    return { type: 'react', target, emoji, on }
  }
  return { type: 'rewrite', target, content: arrival.content }
}

async function write(
  deps: VisitorRoadDeps,
  arrival: Extract<Arrival, { kind: 'message' }>,
  conversation: Conversation | null,
): Promise<Action | Refusal> {
  const { from, content } = arrival
  if (deps.reopenWithin(from.inbox) === null) return SHUT
  // Only the words that open one ask where it goes.
  const seed = conversation ?? (await seedFor(deps, arrival))
  return seed ? { type: 'write', message: newMessageId(), content, seed } : SHUT
}

const SHUT: Refusal = { code: 'invalid', sentence: 'This inbox is not open any more.' }

async function seedFor(
  { store, route }: VisitorRoadDeps,
  { from, content }: Extract<Arrival, { kind: 'message' }>,
): Promise<Seed | null> {
  const last = await store.current(from.visitor)
  const chosen = await route({ from, content, last })
  if (!chosen) return null
  const { route: its, rule, why, language } = chosen
  return {
    id: newConversationId(),
    inbox: from.inbox,
    visitor: { id: from.visitor, name: from.name },
    door: from.door,
    ...its,
    ...(language === undefined ? {} : { language }),
    ...(rule === null ? {} : { rule }),
    ...(rule === null && why.length === 0 ? {} : { passedOver: why }),
  }
}

async function relayTyping(
  deps: VisitorRoadDeps,
  conversation: Conversation,
  name: string,
  on: boolean,
): Promise<void> {
  for (const place of conversation.places) {
    const chat = deps.teamChat(place.chat)
    const thread = chat?.typing && (await deps.store.thread(place.chat, conversation.id))
    if (thread) chat?.typing?.(thread, name, on)
  }
}
