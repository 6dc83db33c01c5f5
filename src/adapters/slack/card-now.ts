import type { Command } from '../../commands/command.ts'
import type { Settings } from '../../config.ts'
import type { Conversation } from '../../conversation/conversation.ts'
import { hasGoneOn, hasLeft } from '../../conversation/places.ts'
import type { Elsewhere, Visitors } from '../../ports.ts'
import { dueBy } from '../due-by.ts'
import { labelsHere, sureIn } from '../label-choices.ts'
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

/**
 * A conversation's card by what is known just now: of the visitor, of its inbox, or of where it went. `of`: the
 * channel that the card's thread was opened for, where it stands already.
 */
export async function cardNow(
  deps: CardDeps,
  conversation: Conversation,
  of?: string,
): Promise<SlackMessage> {
  if (hasLeft(conversation, 'slack') || hasGoneOn(conversation, 'slack', of))
    return drawMovedCard(conversation, await deps.whereabouts(conversation))
  const { inboxes, teams } = deps.settings()
  const inbox = inboxes.find(({ id }) => id === conversation.inbox)
  const team = teams.find(({ id }) => id === conversation.team)
  const visitor = await deps.visitors.get(conversation.visitor.id)
  const about = { name: inbox?.name ?? conversation.inbox, language: inbox?.language ?? 'en' }
  const subject = {
    conversation,
    visitor,
    inbox: about,
    team: team?.name ?? null,
    labels: labelsHere(deps.settings(), conversation.inbox),
    sure: sureIn(deps.settings()),
    due: dueBy(deps.settings(), conversation),
  }
  return drawCard(subject, deps.commands)
}
