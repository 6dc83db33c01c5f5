import type { Actor, AgentRef } from './actor.ts'
import type {
  Opening,
  Outcome,
  Overdue,
  PassedOver,
  Place,
  Priority,
  Route,
} from './conversation.ts'
import type { AgentId, ConversationId, MessageId } from './ids.ts'
import type { Corrected, Given, Labels } from './labels.ts'
import type { Content } from './message.ts'

/** What then is so. Kept for ever; every figure is computed from these and from nothing else. */
export type Event =
  /** `passedOver`: the rules that were asked before one chose; missing where there were none. */
  | ({ readonly type: 'opened'; readonly passedOver?: readonly PassedOver[] } & Opening)
  | { readonly type: 'visitorWrote'; readonly message: MessageId; readonly content: Content }
  | { readonly type: 'visitorEdited'; readonly message: MessageId; readonly content: Content }
  | { readonly type: 'visitorRemoved'; readonly message: MessageId }
  | { readonly type: 'visitorReceived'; readonly upTo: number }
  | { readonly type: 'visitorSaw'; readonly upTo: number }
  /** `past`: how many stood before it in its team’s queue, where conversations are given out in turn. */
  | { readonly type: 'claimed'; readonly assignee: AgentRef; readonly past?: number }
  | { readonly type: 'released'; readonly assignee: AgentRef }
  /** `why`: of an assignment in turn, in words that follow the agent’s name. */
  | {
      readonly type: 'assigned'
      readonly assignee: AgentRef
      readonly from: AgentRef | null
      readonly why?: string
    }
  | {
      readonly type: 'transferred'
      readonly assignee: AgentRef
      readonly from: AgentRef
      readonly note: string
    }
  | { readonly type: 'takenOver'; readonly assignee: AgentRef; readonly from: AgentRef | null }
  | { readonly type: 'joined'; readonly agent: AgentRef }
  | {
      readonly type: 'replied'
      readonly message: MessageId
      readonly content: Content
      /** Not to be sent before this time (epoch ms): the undo window. */
      readonly heldUntil: number
      /** The gated note that this reply was, if it was one. */
      readonly fromNote: MessageId | null
    }
  | {
      readonly type: 'noted'
      readonly message: MessageId
      readonly content: Content
      readonly gated: boolean
      /** Of a whisper: the one agent who reads it. */
      readonly to?: AgentRef
    }
  /** `waitingSince`: the clock that the withdrawn reply had stopped. */
  | {
      readonly type: 'replyWithdrawn'
      readonly message: MessageId
      readonly waitingSince: number | null
    }
  | {
      readonly type: 'agentEdited'
      readonly message: MessageId
      readonly content: Content
      /** Of a gated note: its author says that it is a note, which nobody can send any more. */
      readonly meant?: 'note'
    }
  | { readonly type: 'agentRemoved'; readonly message: MessageId }
  | { readonly type: 'deliveryFailed'; readonly message: MessageId; readonly reason: string }
  | { readonly type: 'deliveryRetried'; readonly message: MessageId }
  /** Nothing that is sent reaches the visitor: why, in a sentence. */
  | { readonly type: 'visitorLost'; readonly reason: string }
  /** `public`: whether the visitor may know of it. */
  | {
      readonly type: 'reacted'
      readonly message: MessageId
      readonly emoji: string
      readonly on: boolean
      readonly public: boolean
    }
  | { readonly type: 'snoozed'; readonly until: number }
  | { readonly type: 'woke' }
  | { readonly type: 'closed'; readonly outcome: Outcome; readonly note: string }
  | { readonly type: 'reopened' }
  | { readonly type: 'tagged'; readonly tag: string }
  | { readonly type: 'untagged'; readonly tag: string }
  | { readonly type: 'prioritised'; readonly priority: Priority }
  /** Where the team sees it from then on, and where it did before. */
  | { readonly type: 'moved'; readonly places: readonly Place[]; readonly from: readonly Place[] }
  /** A machine says what it is about; `by` names the machine. `anew`: by other words than machines did before. */
  | {
      readonly type: 'classified'
      readonly labels: Labels
      readonly by: string
      readonly anew?: true
    }
  /** A person says what it is about; `was`: what it was called before. */
  | {
      readonly type: 'labelled'
      readonly kind: Corrected
      readonly label: Given
      readonly was: Given | null
    }
  /**
   * It goes elsewhere than where it opened, before anyone has answered; `from`: where it was until then;
   * `said`: what the thread is told of it.
   */
  | ({
      readonly type: 'rerouted'
      readonly why: Rerouting
      readonly said?: string
      readonly rule?: string
      readonly passedOver?: readonly PassedOver[]
      readonly from: readonly Place[]
    } & Route)
  /** A reply did not come in time; `told`: who is on duty to give one, where nobody has the conversation. */
  | ({ readonly type: 'overdue'; readonly told: readonly AgentId[] } & Overdue)
  /** Visitors of its inbox sound fed up; told here, where one of them wrote last. */
  | ({ readonly type: 'moodTurned' } & MoodTurned)

/** What a conversation was sent elsewhere for: its labels, what its visitor wrote on, nobody being free, or a person’s word. */
export type Rerouting = 'labels' | 'words' | 'overflow' | 'person'

/** How many of an inbox’s newest messages were clipped or negative. */
export interface MoodTurned {
  readonly messages: number
  /** Of how many, and within how many ms. */
  readonly of: number
  readonly within: number
  /** The numbers of the conversations that they stand in. */
  readonly conversations: readonly number[]
}

/** How a conversation began. */
export type Opened = Extract<Event, { type: 'opened' }>

/** An event as it stands in the log; `seq` counts from 1 within the conversation, `at` is epoch ms. */
export interface RecordedEvent {
  readonly conversation: ConversationId
  readonly seq: number
  readonly at: number
  readonly by: Actor
  readonly event: Event
}
