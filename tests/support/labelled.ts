import { evolve } from '../../src/conversation/evolve.ts'
import type { Conversation } from '../../src/conversation/conversation.ts'
import type { Actor } from '../../src/conversation/actor.ts'
import type { Event } from '../../src/conversation/events.ts'
import type { Corrected, Given, Labels } from '../../src/conversation/labels.ts'
import type { Message, MessageKind } from '../../src/conversation/message.ts'
import { textContent } from '../../src/conversation/message.ts'
import type { Database } from '../../src/ports.ts'
import { ana, messageIn, NOON, opening, win } from '../contracts/changes.ts'

/** What happened in a conversation that was labelled. */
export interface Story {
  /** What was said, in order, by the visitor unless another is named. */
  readonly says?: readonly (string | readonly [kind: MessageKind, text: string])[]
  /** What machines said: `embedded: refund 0.9`. */
  readonly guesses?: readonly (readonly [by: string, labels: Labels])[]
  /** What people said, in order. */
  readonly told?: readonly (readonly [kind: Corrected, id: string])[]
  readonly tags?: readonly string[]
  readonly closed?: boolean
  readonly at?: number
}

const SORTER: Actor = { kind: 'automation', rule: 'sorting' }

export const given = (id: string, confidence: number | null = null): Given => ({
  id,
  name: id,
  confidence,
})

/** Keeps a conversation to which all of this happened, and gives it back. */
export async function labelledSo(database: Database, story: Story): Promise<Conversation> {
  const { says = ['Where is my parcel?'], guesses = [], told = [], tags = [], at = NOON } = story
  const first = opening()
  const [opened] = first.events
  if (!opened) throw new Error('A conversation is opened.')
  let now = await win(database, {
    ...first,
    after: { ...first.after, openedAt: at },
    events: [{ ...opened, at }],
  })

  async function happens(by: Actor, event: Event, messages: readonly Message[] = []) {
    const recorded = { conversation: now.id, seq: now.events + 1, at, by, event }
    now = await win(database, {
      before: now,
      after: { ...evolve(now, recorded), version: now.version + 1 },
      events: [recorded],
      messages,
      effects: [],
      cancel: [],
      timers: [],
      source: null,
      links: [],
    })
  }

  for (const line of says) {
    const [kind, text] = typeof line === 'string' ? (['visitor', line] as const) : line
    const by: Actor = kind === 'visitor' ? { kind: 'visitor', ...now.visitor } : ana
    const message = messageIn(now, { kind, by, at, content: textContent(text) })
    await happens(by, spoken(message), [message])
  }
  for (const [by, labels] of guesses) await happens(SORTER, { type: 'classified', labels, by })
  for (const [kind, id] of told)
    await happens(ana, {
      type: 'labelled',
      kind,
      label: given(id),
      was: now.labels?.[kind] ?? null,
    })
  for (const tag of tags) await happens(ana, { type: 'tagged', tag })
  if (story.closed) await happens(ana, { type: 'closed', outcome: 'answered', note: '' })
  return now
}

function spoken({ kind, id: message, content }: Message): Event {
  switch (kind) {
    case 'visitor':
      return { type: 'visitorWrote', message, content }
    case 'note':
      return { type: 'noted', message, content, gated: false }
    case 'reply':
      return { type: 'replied', message, content, heldUntil: 0, fromNote: null }
  }
}
