import type { Human } from '../conversation/actor.ts'
import type { AgentId } from '../conversation/ids.ts'
import type { People } from '../ports.ts'

/** The member as who does something; null for a stranger and for who was removed. */
export async function acting(people: Pick<People, 'get'>, id: AgentId): Promise<Human | null> {
  const member = await people.get(id)
  return member?.active ? { kind: 'human', id, name: member.name, role: member.role } : null
}
