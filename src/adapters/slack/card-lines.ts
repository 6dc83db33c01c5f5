import { aboutLine } from '../../conversation/about.ts'
import type { Conversation } from '../../conversation/conversation.ts'
import { assigneeOf } from '../../conversation/conversation.ts'
import type { LabelChoice } from '../../conversation/naming-labels.ts'
import { cleanText } from '../../conversation/message.ts'
import { dueWords } from '../../conversation/sla.ts'
import type { Due } from '../../conversation/sla.ts'
import type { Visitor } from '../../ports.ts'
import { words } from './blocks.ts'
import type { Element } from './blocks.ts'
import { addressOf } from './elements.ts'

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

type Line = readonly Element[]

const BOLD = { bold: true }
// A card shows details, not messages: a longer one is cut short.
const LONGEST = 300
const ATTRIBUTES = 8

/** What the card says under the visitor's name, a line each. Dates are Slack's to draw, in each reader's own time. */
export function cardLines(subject: CardSubject): Line[] {
  return [
    statusLine(subject.conversation),
    ...dueLines(subject),
    ...aboutLines(subject),
    ...visitorLines(subject),
  ]
}

function statusLine(conversation: Conversation): Line {
  switch (conversation.status) {
    case 'waiting':
      return [words('Waiting', BOLD), words(' for somebody to claim it'), ...waiting(conversation)]
    case 'claimed':
      return [
        words(cut(conversation.assignee.name), BOLD),
        words(' has it'),
        ...waiting(conversation),
      ]
    case 'snoozed':
      return [
        words('Snoozed', BOLD),
        words(' until '),
        date(conversation.until),
        ...holder(conversation),
      ]
    case 'closed':
      return [
        words('Closed', BOLD),
        words(`: ${conversation.outcome}, `),
        date(conversation.closedAt),
        ...(conversation.lastAssignee
          ? [words(` · ${cut(conversation.lastAssignee.name)} had it`)]
          : []),
      ]
  }
}

function waiting({ waitingSince }: Conversation): Line {
  if (waitingSince === null) return [words(' · answered')]
  return [words(' · unanswered since '), date(waitingSince)]
}

function dueLines({ conversation, due }: CardSubject): Line[] {
  const said = dueWords(conversation, due)
  return said ? [[words(`${said.before} `, BOLD), date(said.at), words(` ${cut(said.after)}`)]] : []
}

function holder(conversation: Conversation): Line {
  const assignee = assigneeOf(conversation)
  return assignee ? [words(` · ${cut(assignee.name)} has it`)] : []
}

function aboutLines({ conversation, inbox, team, sure }: CardSubject): Line[] {
  const { priority, tags, rule } = conversation
  const about = aboutLine(conversation, sure)
  return [
    ...(about === null ? [] : [field('About', cut(about))]),
    field('Inbox', `${cut(inbox.name)}${team === null ? '' : ` · team ${cut(team)}`}`),
    ...(rule === undefined ? [] : [field('Routed by', `“${cut(rule)}”`)]),
    field('Priority', priority),
    ...(tags.length > 0 ? [field('Tags', cut(tags.join(', ')))] : []),
  ]
}

// Under these keys the widget keeps where the visitor is and what they read.
const PAGE = 'page'
const TITLE = 'pageTitle'
const LANGUAGE = 'language'

function visitorLines({ visitor, inbox }: CardSubject): Line[] {
  if (!visitor) return [field('Language', inbox.language)]
  const { [PAGE]: page, [TITLE]: title, [LANGUAGE]: language, ...others } = visitor.attributes
  const email = visitor.verifiedAs === null ? 'E-mail, as they say' : 'E-mail'
  return [
    ...(visitor.email ? [field(email, cut(visitor.email))] : []),
    ...(page ? [pageLine(page, title ?? '')] : []),
    field('Language', cut(language ?? inbox.language)),
    ...attributesLine(others),
  ]
}

/** Under a label of its own, so that none of it passes for what the card itself says. */
function attributesLine(attributes: Visitor['attributes']): Line[] {
  const said = Object.entries(attributes).slice(0, ATTRIBUTES)
  if (said.length === 0) return []
  return [field('The page says', said.map(([key, value]) => cut(`${key}: ${value}`)).join(' · '))]
}

function pageLine(page: string, title: string): Line {
  const address = cleanText(page)
  const shown = address.length > LONGEST ? [words(cut(address))] : addressOf(address)
  return [words('Page: ', BOLD), ...(title === '' ? [] : [words(`${cut(title)} · `)]), ...shown]
}

function field(label: string, value: string): Line {
  return [words(`${label}: `, BOLD), words(value === '' ? '–' : value)]
}

/** One line of at most 300 characters. */
function cut(raw: string): string {
  const text = cleanText(raw).replaceAll(/\s+/g, ' ')
  return text.length <= LONGEST ? text : `${text.slice(0, LONGEST - 1).toWellFormed()}…`
}

function date(at: number): Element {
  const fallback = `${new Date(at).toISOString().slice(0, 16).replace('T', ' ')} UTC`
  return {
    type: 'date',
    timestamp: Math.floor(at / 1_000),
    format: '{date_short_pretty} {time}',
    fallback,
  }
}
