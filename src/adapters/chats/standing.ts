import type { Role } from '../../conversation/actor.ts'
import { mayActAs } from '../../conversation/actor.ts'

/** What somebody is by the groups or roles that they have in a chat. */
export interface Standing {
  readonly role: Role
  readonly teams: readonly string[]
}

/** The highest role of these and all their teams; null for none. */
export function together(all: readonly Standing[]): Standing | null {
  const [first] = all
  if (!first) return null
  const role = all.reduce((highest, one) => higher(highest, one.role), first.role)
  return { role, teams: [...new Set(all.flatMap(({ teams }) => teams))] }
}

function higher(one: Role, other: Role): Role {
  return mayActAs(one, other) ? one : other
}
