import { mayPick } from '../../commands/command.ts'
import type { Command } from '../../commands/command.ts'
import type { Conversation } from '../../conversation/conversation.ts'
import type { AgentId } from '../../conversation/ids.ts'
import type { LabelChoice } from '../../conversation/naming-labels.ts'
import { pickNow } from '../pick-now.ts'
import type { PickNow } from '../pick-now.ts'

/** A list on a card, of which one value is chosen at once. */
export interface CardPick extends PickNow {
  readonly command: Command
  readonly choices: readonly { readonly name: string; readonly value: string }[]
}

/**
 * The lists that a card offers as things stand, none with more than `most` values. All see the same card: who
 * may not choose is told so when they do.
 */
export function picksOn(
  commands: readonly Command[],
  conversation: Conversation,
  labels: readonly LabelChoice[],
  most: number,
): readonly CardPick[] {
  const somebody = '' as AgentId // nobody's id
  return commands.flatMap((command) => {
    const { pick, for: role } = command
    const choices = valuesOf(command, labels)
    if (!pick || choices.length === 0) return []
    if (!mayPick(command, conversation, { id: somebody, role })) return []
    const now = pick.now(conversation)?.id
    return [
      { command, ...pickNow(pick, conversation), choices: withNow(choices, now).slice(0, most) },
    ]
  })
}

/** Of labels a card offers what visitors want; all others are a command away. */
function valuesOf({ pick, args }: Command, labels: readonly LabelChoice[]): CardPick['choices'] {
  const arg = args.find(({ name }) => name === pick?.arg)
  if (arg?.kind !== 'label') return (arg?.choices ?? []).map((value) => ({ name: value, value }))
  return labels.filter(({ kind }) => kind === 'intent').map(({ id, name }) => ({ name, value: id }))
}

/** What it is already comes first, so that it is among those that are shown. */
function withNow(choices: CardPick['choices'], now: string | undefined): CardPick['choices'] {
  return choices.toSorted((a, b) => Number(b.value === now) - Number(a.value === now))
}
