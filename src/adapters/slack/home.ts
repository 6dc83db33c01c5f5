import type { types } from '@slack/bolt'
import type { Conversation } from '../../conversation/conversation.ts'
import { assigneeOf } from '../../conversation/conversation.ts'
import { duration } from '../../conversation/words.ts'
import { plain } from './blocks.ts'
import type { Block } from './blocks.ts'
import { shortPlain } from './fields.ts'
import { LIMITS } from './limits.ts'
import { visitorName } from './persona.ts'

const OPEN_THREAD = 'home:open'
export const ON_DUTY = 'home:on-duty'
export const OFF_DUTY = 'home:off-duty'

/** The command that a press on the Home tab gives, or null for any other press. */
export function dutyPressed(actionId: string): 'on' | 'off' | null {
  if (actionId === ON_DUTY) return 'on'
  return actionId === OFF_DUTY ? 'off' : null
}

/** What a member's Home tab is drawn from. */
export interface HomeSubject {
  /** Theirs: those they have, in any order. */
  readonly mine: readonly Conversation[]
  /** Those that nobody has answered, in any order. */
  readonly unanswered: readonly Conversation[]
  /** A list of this length may be the beginning of a longer one. */
  readonly atMost?: number
  /** Public names of who is on duty. */
  readonly onDuty: readonly string[]
  readonly isOnDuty: boolean
  /** Where the thread is, if it is known. */
  link(conversation: Conversation): string | null
  /** What came of what they just did here, to be said at the top. */
  readonly said?: string | null
  /** Epoch ms; waits are shown as they are at this moment. */
  readonly now: number
}

// With its heading and its “and N more”, three lists of this length stay under a view's hundred blocks.
const MOST = 30

/** The Home tab of who is not a member. */
export function strangersHome(sentence: string): types.HomeView {
  return { type: 'home', blocks: [said(sentence)] }
}

/** A member's Home tab: their conversations, the unanswered with the longest wait first, and who is on duty. */
export function homeView(subject: HomeSubject): types.HomeView {
  return {
    type: 'home',
    blocks: [
      ...(subject.said ? [said(subject.said)] : []),
      ...duty(subject),
      { type: 'divider' },
      ...list('Yours', 'You have no conversations at the moment.', subject.mine, subject),
      { type: 'divider' },
      ...list('Unanswered', 'Nobody waits. Well done.', subject.unanswered, subject),
    ],
  }
}

function duty({ onDuty, isOnDuty }: HomeSubject): Block[] {
  const names = onDuty.slice(0, MOST).join(', ')
  const more = onDuty.length > MOST ? ` and ${onDuty.length - MOST} more` : ''
  const who = onDuty.length === 0 ? 'Nobody is on duty.' : `On duty: ${names}${more}`
  return [
    { type: 'section', block_id: 'duty', text: shortPlain(who, LIMITS.sectionText) },
    {
      type: 'actions',
      block_id: 'my-duty',
      elements: [
        isOnDuty
          ? { type: 'button', action_id: OFF_DUTY, text: plain('Go off duty') }
          : { type: 'button', action_id: ON_DUTY, text: plain('Go on duty'), style: 'primary' },
      ],
    },
  ]
}

function list(
  heading: string,
  empty: string,
  conversations: readonly Conversation[],
  subject: HomeSubject,
): Block[] {
  const shown = conversations.toSorted(byWait).slice(0, MOST)
  const more = conversations.length - shown.length
  const orMore = conversations.length === subject.atMost ? '+' : ''
  return [
    { type: 'header', text: plain(`${heading} (${conversations.length}${orMore})`) },
    ...(shown.length === 0 ? [said(empty)] : []),
    ...shown.map((conversation) => entry(conversation, subject)),
    ...(more > 0 ? [said(`… and ${more}${orMore} more`)] : []),
  ]
}

/** Those that wait come first, the longest wait before the others. */
function byWait(a: Conversation, b: Conversation): number {
  const since = ({ waitingSince }: Conversation) => waitingSince ?? Number.MAX_SAFE_INTEGER
  return since(a) - since(b) || a.number - b.number
}

function entry(conversation: Conversation, { link, now }: HomeSubject): Block {
  const url = link(conversation)
  const name = visitorName(conversation.visitor.name, [])
  const about = [
    `${name} · ${conversation.number}`,
    wait(conversation, now),
    ...state(conversation),
  ]
  const text = shortPlain(about.join(' · '), LIMITS.sectionText)
  if (url === null || url.length > LIMITS.url) return { type: 'section', text }
  const accessory = { type: 'button' as const, action_id: OPEN_THREAD, text: plain('Open'), url }
  return { type: 'section', text, accessory }
}

function wait({ waitingSince }: Conversation, now: number): string {
  return waitingSince === null ? 'answered' : `waits ${duration(now - waitingSince)}`
}

function state(conversation: Conversation): string[] {
  const assignee = assigneeOf(conversation)
  return [
    ...(conversation.status === 'snoozed' ? ['snoozed'] : []),
    ...(assignee ? [assignee.name] : []),
    ...(conversation.priority === 'normal' ? [] : [`${conversation.priority} priority`]),
  ]
}

function said(text: string): Block {
  return { type: 'section', text: shortPlain(text, LIMITS.sectionText) }
}
