import type { Command } from '../../commands/command.ts'
import type { Settings } from '../../config.ts'
import type { Conversation } from '../../conversation/conversation.ts'
import { hasGoneOn, hasLeft } from '../../conversation/places.ts'
import type { Elsewhere, Visitors } from '../../ports.ts'
import { dueBy } from '../due-by.ts'
import { labelsHere, sureIn } from '../label-choices.ts'
import { drawCard } from './cards.ts'
import { drawMovedCard } from './moved-card.ts'
import type { DiscordMessage } from './posting.ts'

interface Deps {
  readonly settings: () => Settings
  readonly visitors: Pick<Visitors, 'get'>
  readonly commands: readonly Command[]
  /** Where a conversation is that is not here any more. */
  readonly whereabouts: (conversation: Conversation) => Promise<readonly Elsewhere[]>
}

export interface CardDrawing {
  /** The card of a conversation as it is now. `of`: the channel that its thread was opened for, where it stands already. */
  draw(conversation: Conversation, of?: string): Promise<DiscordMessage>
  /** The same with nothing on it that the visitor or their page says. */
  bare(conversation: Conversation): DiscordMessage
}

export function drawingCards(deps: Deps): CardDrawing {
  const { settings, visitors, commands, whereabouts } = deps

  function subjectOf(conversation: Conversation) {
    const { inboxes, teams } = settings()
    const inbox = inboxes.find(({ id }) => id === conversation.inbox)
    const team = teams.find(({ id }) => id === conversation.team)?.name ?? null
    const about = { name: inbox?.name ?? conversation.inbox, language: inbox?.language ?? 'en' }
    const labels = labelsHere(settings(), conversation.inbox)
    const due = dueBy(settings(), conversation)
    return { conversation, inbox: about, team, labels, sure: sureIn(settings()), due }
  }

  return {
    async draw(conversation, of) {
      if (hasLeft(conversation, 'discord') || hasGoneOn(conversation, 'discord', of))
        return drawMovedCard(conversation, await whereabouts(conversation))
      const visitor = await visitors.get(conversation.visitor.id)
      return drawCard({ ...subjectOf(conversation), visitor }, commands)
    },
    bare: (conversation) => drawCard({ ...subjectOf(conversation), visitor: null }, commands),
  }
}
