import type { Conversation } from '../../../src/conversation/conversation.ts'
import type { CardSubject } from '../../../src/adapters/slack/cards.ts'
import type { InboxId, VisitorId } from '../../../src/conversation/ids.ts'
import type { Visitor } from '../../../src/ports.ts'
import { ana, ben, given, nina, NINE, writes } from '../../support/given.ts'

const waiting = given([nina, writes('hello')]).conversation
const claimed = given([nina, writes('hello')], [ben, { type: 'claim' }]).conversation

/** A conversation in each state that a card can show. */
export const STATES: Readonly<Record<string, Conversation>> = Object.fromEntries(
  Object.entries({
    waiting,
    claimed,
    answered: { ...claimed, waitingSince: null },
    snoozed: given(
      [nina, writes('hello')],
      [ben, { type: 'claim' }],
      [ben, { type: 'snooze', until: NINE + 86_400_000 }],
    ).conversation,
    closed: given(
      [nina, writes('hello')],
      [ana, { type: 'claim' }],
      [ana, { type: 'close', outcome: 'decision', note: '', message: 'n' as never }],
    ).conversation,
    urgent: { ...waiting, priority: 'urgent' as const, tags: ['refund', 'vip'] },
  }).map(([state, conversation]) => [state, { ...conversation, number: 1_001 }]),
)

/** Nina as a site that proved who she is knows her. */
export const visitor: Visitor = {
  id: 'nina' as VisitorId,
  inbox: 'demo' as InboxId,
  name: 'Nina',
  email: 'nina@example.com',
  verifiedAs: 'customer-7',
  attributes: {
    page: 'https://shop.example/returns',
    pageTitle: 'Returns',
    language: 'de',
    plan: 'gold',
  },
  createdAt: NINE,
  seenAt: NINE,
}

export function subject(
  conversation: Conversation,
  changes: Partial<CardSubject> = {},
): CardSubject {
  const inbox = { name: 'Luna’s shop', language: 'en' }
  const about = { labels: [], sure: 0.6, due: null }
  return { conversation, visitor, inbox, team: 'Support', ...about, ...changes }
}
