import type { Conversation, Place, Route } from '../conversation/conversation.ts'
import type { Labels } from '../conversation/labels.ts'
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
  /** What the words are about, if anybody has looked. */
  readonly labels?: Labels | null
}

/** What an inbox says of its conversations where no rule does. */
export interface Usual {
  readonly hours: Hours
  readonly language: string
  readonly route: Route
  /** Teams that a visitor may choose from; places null for the inbox’s own. */
  readonly departments: readonly {
    readonly team: string
    readonly places: readonly Place[] | null
  }[]
}

// Under these keys doors keep where a visitor is and what they read.
const PAGE = 'page'
const REFERRER = 'referrer'
const LANGUAGE = 'language'
// Under this one, the team that they chose before they wrote.
const DEPARTMENT = 'department'

/** All that rules may ask about words that open a conversation. */
export function subjectOf(
  { content, ...opens }: Opens,
  visitor: Pick<Visitor, 'attributes' | 'verifiedAs'> | null,
  inbox: Usual,
): Subject & { readonly usual: Route } {
  return subject({ ...opens, text: plainText({ ...content, files: [] }) }, visitor, inbox)
}

function subject(
  { from, text, last, labels = null }: Omit<Opens, 'content'> & Pick<Subject, 'text'>,
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
    text,
    labels,
    usual: usualRoute(inbox, attributes[DEPARTMENT]),
  }
}

/** A conversation as it was kept, and what it began with. */
export interface Began {
  readonly conversation: Pick<Conversation, 'inbox' | 'door' | 'visitor' | 'language' | 'labels'>
  /** What its visitor has written that says what it is about. */
  readonly text: string
  readonly visitor: Pick<Visitor, 'attributes' | 'verifiedAs'> | null
  /** The visitor’s conversation before it, if there was one. */
  readonly last: Pick<Conversation, 'tags'> | null
}

/**
 * The same about a conversation that is there already, with the labels that it has by now: ask the rules with
 * it at the time when it opened, and they say where it would go if all that had been known at once.
 */
export function subjectAgain(
  { conversation, text, visitor, last }: Began,
  inbox: Usual,
): Subject & { readonly usual: Route } {
  const { labels = null, door, language } = conversation
  const from = { visitor: conversation.visitor.id, inbox: conversation.inbox, door }
  const known = subject({ from, text, last, labels }, visitor, inbox)
  return language === undefined ? known : { ...known, language }
}

/** The language that their door knows of them, as a tag; nothing where it knows none. */
export function doorLanguage(visitor: Pick<Visitor, 'attributes'> | null) {
  const language = visitor?.attributes[LANGUAGE]
  return language === undefined ? {} : { language }
}

function usualRoute({ route, departments }: Usual, chosen: string | undefined): Route {
  const its = departments.find(({ team }) => team === chosen?.trim().toLowerCase())
  return its ? { ...route, team: its.team, places: its.places ?? route.places } : route
}
