import type { Policy, Refusal } from './actions.ts'
import type { AgentRef, Human } from './actor.ts'
import type { Event } from './events.ts'

export type Decision =
  | { readonly ok: true; readonly events: readonly Event[] }
  | { readonly ok: false; readonly refusal: Refusal }

/** What a decision is made from besides the conversation; `now` in epoch ms. */
export interface Setting {
  readonly now: number
  readonly policy: Policy
}

export function events(...list: Event[]): Decision {
  return { ok: true, events: list }
}

export function refuse(code: Refusal['code'], sentence: string): Decision {
  return { ok: false, refusal: { code, sentence } }
}

/** The refusal of whatever a closed conversation no longer takes. */
export function isClosed(): Decision {
  return refuse('closed', 'This conversation is closed. `/reopen` it first.')
}

/** Who a person is, for an event. */
export function refOf(by: Human): AgentRef {
  return { id: by.id, name: by.name }
}
