import { assigneeOf } from '../../conversation/conversation.ts'
import type { Conversation } from '../../conversation/conversation.ts'
import type { Message } from '../../conversation/message.ts'
import { plainText } from '../../conversation/message.ts'
import type { Post, Visitor } from '../../ports.ts'
import type { Card } from './entries.ts'
import { facePath } from './faces.ts'
import { LIMITS } from './limits.ts'
import type { DeskThread } from './protocol.ts'

/** The card of a conversation as it is now; `before` is the card that stands, if one does. */
export function drawCard(
  conversation: Conversation,
  visitor: Visitor | null,
  channel: string,
  before: Card | null,
): Card {
  return {
    conversation,
    channel,
    visitor: visitor ? seen(visitor, conversation) : (before?.visitor ?? unknown(conversation)),
    last: before?.last ?? null,
  }
}

/** The card after a post: the list shows the newest message. */
export function withLast(card: Card, post: Post): Card {
  if (post.kind === 'line') return card
  const { message, by } = post
  if (card.last && card.last.number > message.number) return card
  const { number, at, kind } = message
  return { ...card, last: { number, at, kind, by: by.name, text: snippet(message) } }
}

function snippet(message: Message): string {
  if (message.removedAt !== undefined) return 'Message removed'
  if (message.withdrawnAt !== undefined) return 'Reply withdrawn'
  const line = plainText(message.content)
    .slice(0, LIMITS.snippet * 4)
    .replaceAll(/\s+/g, ' ')
    .trim()
  if (line.length <= LIMITS.snippet) return line
  return `${line.slice(0, LIMITS.snippet - 1).toWellFormed()}…`
}

/** A card as the page draws it, all but the buttons, which differ from member to member. */
export function threadOf(card: Card, change: number): Omit<DeskThread, 'buttons'> {
  const { conversation } = card
  const assignee =
    conversation.status === 'closed' ? conversation.lastAssignee : assigneeOf(conversation)
  return {
    id: conversation.id,
    number: conversation.number,
    channel: card.channel,
    inbox: conversation.inbox,
    visitor: card.visitor,
    status: conversation.status,
    assignee: assignee && { ...assignee, picture: facePath(assignee.id) },
    joined: conversation.joined,
    team: conversation.team,
    priority: conversation.priority,
    tags: conversation.tags,
    openedAt: conversation.openedAt,
    waitingSince: conversation.waitingSince,
    snoozedUntil: conversation.status === 'snoozed' ? conversation.until : null,
    outcome: conversation.status === 'closed' ? conversation.outcome : null,
    delivered: conversation.delivered,
    seen: conversation.seen,
    last: card.last && lastOf(card.last),
    version: conversation.version,
    change,
  }
}

function lastOf({ at, text, kind, by }: NonNullable<Card['last']>): DeskThread['last'] {
  return { at, text, kind, by }
}

// Under these keys the widget keeps where the visitor is.
const PAGE = 'page'
const TITLE = 'pageTitle'

function seen(visitor: Visitor, conversation: Conversation): DeskThread['visitor'] {
  const { [PAGE]: page = null, [TITLE]: pageTitle = null, ...attributes } = visitor.attributes
  return {
    id: visitor.id,
    name: conversation.visitor.name,
    email: visitor.email,
    verified: visitor.verifiedAs !== null,
    page,
    pageTitle,
    attributes,
    firstSeen: visitor.createdAt,
  }
}

function unknown(conversation: Conversation): DeskThread['visitor'] {
  return {
    ...conversation.visitor,
    email: null,
    verified: false,
    page: null,
    pageTitle: null,
    attributes: {},
    firstSeen: conversation.openedAt,
  }
}
