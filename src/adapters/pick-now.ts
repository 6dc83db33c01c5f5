import type { ChosenOnCard } from '../commands/command.ts'
import { percent } from '../conversation/about.ts'
import type { Conversation } from '../conversation/conversation.ts'

/** How a list on a card stands. */
export interface PickNow {
  /** What a person chose; empty as long as nobody did: a machine’s guess is there to be chosen, too. */
  readonly given: string
  /** What stands in it as long as nothing is chosen. */
  readonly placeholder: string
}

/** How the list stands now. */
export function pickNow(pick: ChosenOnCard, conversation: Conversation): PickNow {
  const now = pick.now(conversation)
  if (!now) return { given: '', placeholder: pick.label }
  const { id, name, confidence } = now
  if (confidence === null) return { given: id, placeholder: `${pick.label} ${name}` }
  return { given: '', placeholder: `${pick.label} ${name}? ${percent(confidence)}` }
}
