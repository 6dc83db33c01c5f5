import type { Actor, AgentRef } from '../conversation/actor.ts'
import { nameOf } from '../conversation/actor.ts'
import type { Conversation } from '../conversation/conversation.ts'
import { assigneeOf } from '../conversation/conversation.ts'
import type { AgentId, InboxId } from '../conversation/ids.ts'
import type { Byline, People, PublicAuthor, PublicState } from '../ports.ts'

/** The inbox's own name, and the face that visitors see on every person's words; null for the agent's own. */
export interface Signature {
  readonly brand: string
  readonly face: Byline | null
}

export interface FaceDeps {
  readonly people: Pick<People, 'get'>
  /** A member's picture as visitors may see it. */
  picture(agent: Byline & { readonly id: AgentId }): string | null
}

export interface SigningDeps extends FaceDeps {
  /** How an inbox signs what it sends. */
  signature(inbox: InboxId): Signature
}

/** Whom the visitor sees as the author of words in their conversation. */
export async function publicAuthor(
  deps: SigningDeps,
  { inbox }: Conversation,
  by: Actor,
): Promise<PublicAuthor> {
  const { brand, face } = deps.signature(inbox)
  if (by.kind === 'visitor') return { kind: 'visitor', name: by.name, picture: null }
  // A machine never goes by a person's name, be they made up.
  if (by.kind !== 'human') return { kind: 'automation', name: brand, picture: null }
  return { kind: 'human', ...(face ?? (await faceOf(deps, by))) }
}

/** What the visitor sees of how things stand, and of who has it. */
export async function publicState(
  deps: SigningDeps,
  conversation: Conversation,
): Promise<PublicState> {
  const { inbox, status } = conversation
  const assignee = assigneeOf(conversation)
  if (!assignee) return { status, agent: null }
  return { status, agent: deps.signature(inbox).face ?? (await faceOf(deps, assignee)) }
}

/** Whom the team sees as the author: a member by their own name, whatever visitors see. */
export async function byline(deps: FaceDeps, by: Actor): Promise<Byline> {
  return by.kind === 'human' ? faceOf(deps, by) : { name: nameOf(by), picture: null }
}

async function faceOf(
  { people, picture }: FaceDeps,
  { id, name: then }: AgentRef,
): Promise<Byline> {
  const member = await people.get(id)
  const name = member?.name ?? then
  return { name, picture: picture({ id, name, picture: member?.picture ?? null }) }
}
