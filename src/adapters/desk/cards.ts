import { assigneeOf } from '../../conversation/conversation.ts'
import type { Conversation } from '../../conversation/conversation.ts'
import type { AgentId } from '../../conversation/ids.ts'
import type { Message } from '../../conversation/message.ts'
import { plainText } from '../../conversation/message.ts'
import { chatName } from '../../conversation/places.ts'
import { dueWords } from '../../conversation/sla.ts'
import type { Due } from '../../conversation/sla.ts'
import type { Elsewhere, Post, Visitor } from '../../ports.ts'
import type { Card } from './entries.ts'
import { facePath } from './faces.ts'
import { LIMITS } from './limits.ts'
import type { DeskThread } from './protocol.ts'

/**
 * The card of a conversation as it is now, or where it was moved to; `before` is the card that stands, if one does;
 * `due`: by when its visitor is to be answered.
 */
export function drawCard(
  conversation: Conversation,
  visitor: Visitor | null,
  channel: string,
  before: Card | null,
  movedTo: readonly Elsewhere[] | null = null,
  due: Due | null = null,
): Card {
  const dueSaid = dueWords(conversation, due)
  return {
    conversation,
    channel,
    visitor: visitor ? seen(visitor, conversation) : (before?.visitor ?? unknown(conversation)),
    last: before?.last ?? null,
    ...(dueSaid ? { due: dueSaid } : {}),
    ...(before?.whispers ? { whispers: before.whispers } : {}),
    ...(movedTo
      ? { movedTo: movedTo.map(({ chat, link }) => ({ name: chatName(chat), link })) }
      : {}),
  }
}

/** The card after a post: the list shows the newest message. */
export function withLast(card: Card, post: Post): Card {
  if (post.kind === 'line') return card
  const { message, by } = post
  if (message.to) return withWhisper(card, message, message.to.id, by.name)
  if (card.last && card.last.number > message.number) return card
  const { number, at, kind } = message
  return { ...card, last: { number, at, kind, by: by.name, text: snippet(message) } }
}

/** A whisper is on the card for whom it is alone, and not once it was taken back. */
function withWhisper(card: Card, message: Message, reader: AgentId, by: string): Card {
  const { [reader]: known, ...others } = card.whispers ?? {}
  const { id, at } = message
  if (message.removedAt !== undefined) {
    return known?.message === id ? { ...card, whispers: others } : card
  }
  if (known && known.at > at) return card
  return { ...card, whispers: { ...others, [reader]: { message: id, at, by } } }
}

/** The newest whisper to this member, as their page draws it. */
export function whisperTo({ whispers }: Card, member: AgentId): DeskThread['whisper'] {
  const found = whispers?.[member]
  return found && { at: found.at, by: found.by }
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

/** A card as the page draws it, all but what differs from member to member. */
export function threadOf(card: Card, change: number): Omit<DeskThread, 'buttons' | 'whisper'> {
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
    ...(conversation.rule === undefined ? {} : { rule: conversation.rule }),
    ...(conversation.labels === undefined ? {} : { labels: conversation.labels }),
    openedAt: conversation.openedAt,
    waitingSince: conversation.waitingSince,
    ...(card.due ? { due: card.due } : {}),
    snoozedUntil: conversation.status === 'snoozed' ? conversation.until : null,
    outcome: conversation.status === 'closed' ? conversation.outcome : null,
    delivered: conversation.delivered,
    seen: conversation.seen,
    last: card.last && lastOf(card.last),
    ...(card.movedTo ? { movedTo: card.movedTo } : {}),
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
