import type { Actor, AgentRef } from './actor.ts'
import type { Opening, Outcome, PassedOver, Place, Priority, Route } from './conversation.ts'
import type { MoodTurned, Rerouting } from './events.ts'
import type { AgentId, ConversationId, MessageId } from './ids.ts'
import type { Corrected, Given, Labels } from './labels.ts'
import type { Content, Message } from './message.ts'
import type { Due } from './sla.ts'

/** What a new conversation starts from, should the visitor's words open one. */
export interface Seed extends Opening {
  readonly id: ConversationId
  readonly passedOver?: readonly PassedOver[]
}

/**
 * What the speaker believed, or asked, the audience to be. `auto`: a plain line, whose audience
 * the conversation's state decides. `reply`: the surface showed “to the visitor”. `gated`: it showed “a note”
 * only since the speaker had not joined, so it is one, and may be claimed and sent. `note`: never public.
 */
export type Intent = 'auto' | 'reply' | 'gated' | 'note'

/** What someone wants. Messages that it is about come with it, as they are now. */
export type Action =
  | {
      readonly type: 'write'
      readonly message: MessageId
      readonly content: Content
      readonly seed: Seed
    }
  | { readonly type: 'rewrite'; readonly target: Message; readonly content: Content }
  | { readonly type: 'unwrite'; readonly target: Message }
  /** A visitor's, or a member's: `on` sets it, and takes it back otherwise. */
  | {
      readonly type: 'react'
      readonly target: Message
      readonly emoji: string
      readonly on: boolean
      /** It was set before its author joined, though it comes after: it is the team's own. */
      readonly early?: true
    }
  | { readonly type: 'receive'; readonly upTo: number }
  | { readonly type: 'see'; readonly upTo: number }
  | {
      readonly type: 'say'
      readonly message: MessageId
      readonly content: Content
      readonly intent: Intent
    }
  /** A note for one agent's eyes. */
  | {
      readonly type: 'whisper'
      readonly message: MessageId
      readonly content: Content
      readonly to: AgentRef
    }
  /** Claims, and sends what the join gate kept as a note. */
  | {
      readonly type: 'sendNote'
      readonly target: Message
      readonly message: MessageId
      readonly past?: number
    }
  | { readonly type: 'withdraw'; readonly target: Message }
  | {
      readonly type: 'edit'
      readonly target: Message
      readonly content: Content
      readonly intent: Intent
    }
  | { readonly type: 'remove'; readonly target: Message }
  | { readonly type: 'retry'; readonly target: Message }
  | { readonly type: 'fail'; readonly target: Message; readonly reason: string }
  /** Nothing that is sent reaches the visitor, as their door says. */
  | { readonly type: 'lose'; readonly reason: string }
  /** `past`: how many stand before it in the queue, as of `claimed`; so wherever an action may claim. */
  | { readonly type: 'claim'; readonly past?: number }
  | { readonly type: 'join'; readonly past?: number }
  | { readonly type: 'release' }
  | {
      readonly type: 'assign'
      readonly to: AgentRef
      readonly why?: string
      readonly past?: number
    }
  | {
      readonly type: 'transfer'
      readonly to: AgentRef
      readonly note: string
      readonly message: MessageId
    }
  | { readonly type: 'takeOver' }
  | { readonly type: 'snooze'; readonly until: number }
  | { readonly type: 'wake' }
  | {
      readonly type: 'close'
      readonly outcome: Outcome
      readonly note: string
      readonly message: MessageId
    }
  | { readonly type: 'reopen' }
  | { readonly type: 'tag'; readonly tag: string }
  | { readonly type: 'untag'; readonly tag: string }
  | { readonly type: 'prioritise'; readonly priority: Priority }
  /** Where the team is to see it: one team chat, or several at once. */
  | { readonly type: 'move'; readonly places: readonly Place[] }
  /** A machine’s labels, and where they lead, if that is elsewhere. */
  | {
      readonly type: 'classify'
      readonly labels: Labels
      readonly classifier: string
      /** As of `classified`. */
      readonly anew?: boolean
      readonly to: Rerouted | null
    }
  /** A person’s label, and where that leads, if elsewhere. */
  | {
      readonly type: 'label'
      readonly kind: Corrected
      readonly label: Given
      readonly to: Rerouted | null
    }
  | { readonly type: 'reroute'; readonly to: Rerouted; readonly why: Rerouting }
  /** A reply was due, and has not come; `told`, as of `overdue`. */
  | { readonly type: 'callOverdue'; readonly due: Due; readonly told: readonly AgentId[] }
  | { readonly type: 'tellMood'; readonly turned: MoodTurned }

/** Where a conversation is sent instead, and by which rule; `said`, as of `rerouted`. */
export interface Rerouted {
  readonly said?: string
  readonly route: Route
  readonly rule?: string
  readonly passedOver?: readonly PassedOver[]
}

export type ActionType = Action['type']

/** An action and who wants it. */
export interface Request {
  readonly by: Actor
  readonly action: Action
}

/** What an inbox asks of its conversations; times in ms. */
export interface Policy {
  /** How long a reply is held for undo, and the first one of a conversation. */
  readonly hold: { readonly reply: number; readonly first: number }
}

/** Why not, as a sentence to the person who asked. */
export interface Refusal {
  readonly code:
    | 'taken'
    | 'not-yours'
    | 'not-joined'
    | 'not-allowed'
    | 'closed'
    | 'too-late'
    | 'unchanged'
    | 'empty'
    | 'boundary'
    | 'invalid'
    | 'busy'
    | 'moved'
  readonly sentence: string
}
