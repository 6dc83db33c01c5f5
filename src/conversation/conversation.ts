import type { AgentRef } from './actor.ts'
import type { AgentId, ConversationId, InboxId, VisitorId } from './ids.ts'
import type { Labels } from './labels.ts'

export type Priority = 'low' | 'normal' | 'high' | 'urgent'
export const PRIORITIES = ['low', 'normal', 'high', 'urgent'] as const satisfies readonly Priority[]

/** How a conversation ended. */
export type Outcome = 'answered' | 'decision' | 'action' | 'no-reply' | 'spam'
export const OUTCOMES = [
  'answered',
  'decision',
  'action',
  'no-reply',
  'spam',
] as const satisfies readonly Outcome[]

/** Where the visitor is: a visitor channel and the address in it, which only that channel understands. */
export interface Door {
  readonly channel: string
  readonly address: string
}

/** Where the team sits: a team chat and the channel in it, or those that its threads are spread over. */
export interface Place {
  readonly chat: string
  readonly channel: string
  readonly others?: readonly string[]
}

/** How a team’s conversations find an agent: by who claims them, each in turn, or whoever has the fewest. */
export type AssignWay = 'manual' | 'round-robin' | 'least-busy'
export const ASSIGN_WAYS = [
  'manual',
  'round-robin',
  'least-busy',
] as const satisfies readonly AssignWay[]

/** Where a conversation is to go, and what is asked of who answers it. */
export interface Route {
  readonly places: readonly Place[]
  readonly team: string | null
  readonly priority: Priority
  readonly tags: readonly string[]
  /** Where a rule says so; as its team has it otherwise. */
  readonly assign?: AssignWay
  /** What who answers must know. */
  readonly skills?: readonly string[]
  /** The policy that says how soon it is to be answered, by name. */
  readonly sla?: string
}

/** What a conversation opens with. */
export interface Opening extends Route {
  readonly inbox: InboxId
  readonly visitor: { readonly id: VisitorId; readonly name: string }
  readonly door: Door
  /** The visitor’s, as far as their door knows it: a language tag. */
  readonly language?: string
  /** The rule that sent it there; missing where none did. */
  readonly rule?: string
}

/** A rule that was asked, and what of it did not hold, in words that follow “because”. */
export interface PassedOver {
  readonly rule: string
  readonly missed: string
}

/** A reply that did not come in time. */
export interface Overdue {
  readonly which: 'first' | 'next'
  /** The policy that said by when, by name. */
  readonly policy: string
  /** Since when the visitor waits for it, and when it was due (epoch ms). */
  readonly since: number
  readonly due: number
}

interface Common extends Opening {
  readonly id: ConversationId
  /** What people call it: 1001, 1002… */
  readonly number: number
  readonly openedAt: number
  /** Counts saves: two that started from the same version cannot both win. */
  readonly version: number
  /** Counts events. */
  readonly events: number
  /** Counts messages; also the number of the newest one. */
  readonly messages: number
  /** Replies to the visitor that were not withdrawn. */
  readonly replies: number
  /** Who may speak to the visitor. Everyone else's words are notes. */
  readonly joined: readonly AgentId[]
  /** Since when the visitor waits for an answer (epoch ms), or null. */
  readonly waitingSince: number | null
  /** The wait that replies ended: when it began, and how many of them stand. Undoing the last starts the clock again. */
  readonly answered: { readonly since: number; readonly live: number } | null
  readonly firstReplyAt: number | null
  /** The last reply that did not come in time: of this wait, where both began at once. */
  readonly overdue?: Overdue
  /** Numbers of the last reply that reached the visitor's device, and the last they saw. */
  readonly delivered: number
  readonly seen: number
  /** What it is about, as machines guessed and people corrected. */
  readonly labels?: Labels
  /** Where its threads stand that no longer go on, since it was moved away. */
  readonly left?: readonly Place[]
}

/** Who had it before it came to wait again. `released`: it was given back, so it does not go straight to them again. */
export interface Formerly {
  readonly agent: AgentRef
  readonly released: boolean
}

export type Waiting = Common & { readonly status: 'waiting'; readonly formerly?: Formerly }
export type Claimed = Common & {
  readonly status: 'claimed'
  readonly assignee: AgentRef
  readonly claimedAt: number
}
export type Snoozed = Common & {
  readonly status: 'snoozed'
  readonly until: number
  /** Who gets it back when it wakes, or null for the queue. */
  readonly assignee: AgentRef | null
  /** As it waited, so it waits again. */
  readonly formerly?: Formerly
}
export type Closed = Common & {
  readonly status: 'closed'
  readonly outcome: Outcome
  readonly closedAt: number
  /** Who had it, for the reader's sake. */
  readonly lastAssignee: AgentRef | null
}

/** One visitor's exchange with the team, as it is now. */
export type Conversation = Waiting | Claimed | Snoozed | Closed
export type Status = Conversation['status']

/** Who is responsible for it now, if anyone. */
export function assigneeOf(conversation: Conversation): AgentRef | null {
  if (conversation.status === 'claimed' || conversation.status === 'snoozed')
    return conversation.assignee
  return null
}

/** True when this agent's words reach the visitor. */
export function hasJoined(conversation: Conversation, agent: AgentId): boolean {
  return conversation.joined.includes(agent)
}
