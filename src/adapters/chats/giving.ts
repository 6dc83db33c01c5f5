import { commandNamed } from '../../commands/index.ts'
import type { ConversationId } from '../../conversation/ids.ts'
import type { Member, Store, TeamCommand, TeamInbox } from '../../ports.ts'
import type { Parsed } from '../../routing/interpret.ts'
import { lineOf, wholeLineOf } from './typed.ts'
import type { Typed } from './typed.ts'

/** What who names the app is told when no command follows. */
export const NO_COMMAND =
  'You mentioned Greenroom, but gave it no command, so nothing was done and no visitor reads this. `@Greenroom help` lists the commands; to answer a visitor, write in the thread without @Greenroom.'

export interface GivingDeps {
  readonly inbox: Pick<TeamInbox, 'command'>
  readonly database: { readonly store: Pick<Store, 'byNumber'> }
  readonly parse: (line: string) => Parsed
}

/** Gives a command as it was typed, `here` being the conversation in whose thread; what who gave it is told. */
export async function giveTyped(
  { inbox, database, parse }: GivingDeps,
  typed: Typed,
  by: Member,
  {
    id,
    here,
    ...when
  }: Pick<TeamCommand, 'id' | 'at' | 'openly'> & { readonly here: ConversationId | null },
): Promise<string | null> {
  const { name, number } = typed
  const parsed = parse(here === null ? lineOf(typed) : wholeLineOf(typed))
  if (!parsed.ok) return parsed.sentence
  if (here === null && number === null && commandNamed(name)?.inThread)
    return `Say which conversation: \`${name} 1042\`, or write \`!${name}\` in its thread.`
  const named = number === null ? null : ((await database.store.byNumber(number))?.id ?? null)
  if (here === null && number !== null && !named) return `There is no conversation ${number}.`
  const answer = await inbox.command({
    ...parsed,
    ...when,
    id,
    by: by.id,
    conversation: here ?? named,
  })
  if (!answer.ok) return answer.refusal.sentence
  return answer.text ?? answer.insert ?? (here === null ? 'Done.' : null)
}
