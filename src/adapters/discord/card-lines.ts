import { aboutLine } from '../../conversation/about.ts'
import type { Conversation } from '../../conversation/conversation.ts'
import { assigneeOf } from '../../conversation/conversation.ts'
import type { LabelChoice } from '../../conversation/naming-labels.ts'
import { cleanText, textContent } from '../../conversation/message.ts'
import { dueWords } from '../../conversation/sla.ts'
import type { Due } from '../../conversation/sla.ts'
import type { Visitor } from '../../ports.ts'
import { escapeDiscord } from './escape.ts'
import { toDiscord } from './markup.ts'

/** What a card is drawn from. */
export interface CardSubject {
  readonly conversation: Conversation
  /** Null where nothing more than the name is known. */
  readonly visitor: Visitor | null
  readonly inbox: { readonly name: string; readonly language: string }
  /** The team's name, if it went to one. */
  readonly team: string | null
  /** What people can say that it is about. */
  readonly labels: readonly LabelChoice[]
  /** How sure a machine must be of a label before rules go by it, from 0 to 1. */
  readonly sure: number
  /** By when its visitor is to be answered. */
  readonly due: Due | null
}

/** A detail on a card: escaped text under a label. */
export interface Detail {
  readonly name: string
  readonly value: string
  readonly inline: boolean
}

// A card shows details, not messages: a longer one is cut short.
const LONGEST = 300
const LONGEST_VALUE = 1_024
const ATTRIBUTES = 8

/** How the conversation stands, in a line. Times are Discord's to draw, as each reader's own. */
export function statusLine(conversation: Conversation): string {
  const assignee = assigneeOf(conversation)
  const holder = assignee ? ` · ${name(assignee.name)} has it` : ''
  switch (conversation.status) {
    case 'waiting':
      return `**Waiting** for somebody to claim it${waiting(conversation)}`
    case 'claimed':
      return `**${name(conversation.assignee.name)}** has it${waiting(conversation)}`
    case 'snoozed':
      return `**Snoozed** until ${date(conversation.until)}${holder}`
    case 'closed': {
      const { outcome, closedAt, lastAssignee } = conversation
      const had = lastAssignee ? ` · ${name(lastAssignee.name)} had it` : ''
      return `**Closed**: ${outcome}, ${date(closedAt)}${had}`
    }
  }
}

/** By when it is to be answered, in a line; null where nothing says so. */
export function dueLine({ conversation, due }: CardSubject): string | null {
  const said = dueWords(conversation, due)
  return said && `**${said.before}** ${date(said.at)} ${name(said.after)}`
}

function waiting({ waitingSince }: Conversation): string {
  if (waitingSince === null) return ' · answered'
  return ` · unanswered since ${date(waitingSince)}, ${stamp(waitingSince, 'R')}`
}

function date(at: number): string {
  return stamp(at, 'f')
}

function stamp(at: number, style: 'R' | 'f'): string {
  return `<t:${Math.floor(at / 1_000)}:${style}>`
}

function name(raw: string): string {
  return escapeDiscord(cut(raw))
}

/** What the card says below that. */
export function detailsOf(subject: CardSubject): Detail[] {
  return [...aboutDetails(subject), ...visitorDetails(subject)]
}

function aboutDetails({ conversation, inbox, team, sure }: CardSubject): Detail[] {
  const { priority, tags, rule } = conversation
  const about = aboutLine(conversation, sure)
  return [
    ...(about === null ? [] : [detail('About', cut(about), false)]),
    detail('Inbox', `${cut(inbox.name)}${team === null ? '' : ` · team ${cut(team)}`}`, true),
    ...(rule === undefined ? [] : [detail('Routed by', `“${cut(rule)}”`, true)]),
    detail('Priority', priority, true),
    ...(tags.length > 0 ? [detail('Tags', cut(tags.join(', ')), true)] : []),
  ]
}

// Under these keys the widget keeps where the visitor is and what they read.
const PAGE = 'page'
const TITLE = 'pageTitle'
const LANGUAGE = 'language'

function visitorDetails({ visitor, inbox }: CardSubject): Detail[] {
  if (!visitor) return [detail('Language', inbox.language, true)]
  const { [PAGE]: page, [TITLE]: title, [LANGUAGE]: language, ...others } = visitor.attributes
  const email = visitor.verifiedAs === null ? 'E-mail, as they say' : 'E-mail'
  return [
    detail('Language', cut(language ?? inbox.language), true),
    ...(visitor.email ? [detail(email, cut(visitor.email), true)] : []),
    ...(page ? [pageDetail(page, title ?? '')] : []),
    ...attributesDetail(others),
  ]
}

/** Under a label of its own, so that none of it passes for what the card itself says. */
function attributesDetail(attributes: Visitor['attributes']): Detail[] {
  const said = Object.entries(attributes).slice(0, ATTRIBUTES)
  if (said.length === 0) return []
  return [
    detail('The page says', said.map(([key, value]) => cut(`${key}: ${value}`)).join(' · '), false),
  ]
}

function pageDetail(page: string, title: string): Detail {
  const address = cleanText(page).replaceAll(/\s+/g, ' ')
  const [shown = ''] = address.length > LONGEST ? [] : toDiscord(textContent(address))
  const words = title === '' ? '' : `${escapeDiscord(cut(title))} · `
  return asDetail('Page', `${words}${shown === '' ? escapeDiscord(cut(address)) : shown}`, false)
}

function detail(label: string, value: string, inline: boolean): Detail {
  return asDetail(label, escapeDiscord(value), inline)
}

function asDetail(label: string, escaped: string, inline: boolean): Detail {
  const value = escaped.trim() === '' ? '–' : fitting(escaped)
  return { name: label, value, inline }
}

/** No more than a detail takes, and never ending in half an escape. */
function fitting(escaped: string): string {
  if (escaped.length <= LONGEST_VALUE) return escaped
  return `${escaped
    .slice(0, LONGEST_VALUE - 1)
    .toWellFormed()
    .replace(/\\+$/, '')}…`
}

/** One line of at most 300 characters. */
function cut(raw: string): string {
  const text = cleanText(raw).replaceAll(/\s+/g, ' ')
  return text.length <= LONGEST ? text : `${text.slice(0, LONGEST - 1).toWellFormed()}…`
}
