import type { Conversation, Route } from '../conversation/conversation.ts'
import type { Hours } from '../conversation/hours.ts'
import type { Content } from '../conversation/message.ts'
import { plainText } from '../conversation/message.ts'
import type { Sender, Visitor } from '../ports.ts'
import type { Subject } from './conditions.ts'

/** The first words of a conversation, who wrote them, and the conversation that they had before, if any. */
export interface Opens {
  readonly from: Pick<Sender, 'visitor' | 'inbox' | 'door'>
  readonly content: Content
  readonly last: Pick<Conversation, 'tags'> | null
}

/** What an inbox says of its conversations where no rule does. */
export interface Usual {
  readonly hours: Hours
  readonly language: string
  readonly route: Route
}

// Under these keys doors keep where a visitor is and what they read.
const PAGE = 'page'
const REFERRER = 'referrer'
const LANGUAGE = 'language'

/** All that rules may ask about words that open a conversation. */
export function subjectOf(
  { from, content, last }: Opens,
  visitor: Pick<Visitor, 'attributes' | 'verifiedAs'> | null,
  inbox: Usual,
): Subject & { readonly usual: Route } {
  const attributes = visitor?.attributes ?? {}
  return {
    inbox: from.inbox,
    hours: inbox.hours,
    door: from.door.channel,
    page: attributes[PAGE] ?? null,
    referrer: attributes[REFERRER] ?? null,
    language: attributes[LANGUAGE] ?? inbox.language,
    attributes,
    verified: (visitor?.verifiedAs ?? null) !== null,
    returning: last !== null,
    tags: last?.tags ?? [],
    text: plainText({ ...content, files: [] }),
    usual: inbox.route,
  }
}
