import type { Command } from '../../commands/command.ts'
import type { Settings } from '../../config.ts'
import type { Conversation } from '../../conversation/conversation.ts'
import { hasLeft } from '../../conversation/places.ts'
import type { Elsewhere, Visitors } from '../../ports.ts'
import { drawCard } from './cards.ts'
import type { SlackMessage } from './cards.ts'
import { drawMovedCard } from './moved-card.ts'

export interface CardDeps {
  readonly settings: () => Settings
  readonly visitors: Pick<Visitors, 'get'>
  readonly commands: readonly Command[]
  /** Where a conversation is that is not here any more. */
  readonly whereabouts: (conversation: Conversation) => Promise<readonly Elsewhere[]>
}

/** A conversation's card by what is known just now: of the visitor, of its inbox, or of where it went. */
export async function cardNow(deps: CardDeps, conversation: Conversation): Promise<SlackMessage> {
  if (hasLeft(conversation, 'slack'))
    return drawMovedCard(conversation, await deps.whereabouts(conversation))
  const { inboxes, teams } = deps.settings()
  const inbox = inboxes.find(({ id }) => id === conversation.inbox)
  const team = teams.find(({ id }) => id === conversation.team)
  const visitor = await deps.visitors.get(conversation.visitor.id)
  const about = { name: inbox?.name ?? conversation.inbox, language: inbox?.language ?? 'en' }
  const subject = { conversation, visitor, inbox: about, team: team?.name ?? null }
  return drawCard(subject, deps.commands)
}
