import type { AgentId, VisitorId } from './ids.ts'

/** What a member may do: each rank may do all that the ranks before it may. A creator reads and writes notes only. */
export type Role = 'creator' | 'agent' | 'supervisor' | 'lead' | 'admin'

export interface AgentRef {
  readonly id: AgentId
  readonly name: string
}

/**
 * Who did something. The kind is kept with every event for ever, so that a machine's doing
 * can never be counted, or shown, as a person's.
 */
export type Actor =
  | { readonly kind: 'visitor'; readonly id: VisitorId; readonly name: string }
  | { readonly kind: 'human'; readonly id: AgentId; readonly name: string; readonly role: Role }
  | { readonly kind: 'automation'; readonly rule: string }
  | { readonly kind: 'system' }

export type Human = Extract<Actor, { kind: 'human' }>

const RANK: Readonly<Record<Role, number>> = {
  creator: 0,
  agent: 1,
  supervisor: 2,
  lead: 3,
  admin: 4,
}

/** True when `role` is at least `needed`. */
export function mayActAs(role: Role, needed: Role): boolean {
  return RANK[role] >= RANK[needed]
}

/** The name that a line in the thread gives an actor. */
export function nameOf(actor: Actor): string {
  if (actor.kind === 'automation') return `Rule “${actor.rule}”`
  if (actor.kind === 'system') return 'Greenroom'
  return actor.name
}
