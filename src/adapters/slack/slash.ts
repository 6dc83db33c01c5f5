import { commandNamed } from '../../commands/index.ts'
import type { ConversationId } from '../../conversation/ids.ts'
import type { Database, Member, TeamInbox } from '../../ports.ts'
import type { Parsed } from '../../routing/interpret.ts'
import type { Slash } from './interactions.ts'
import { asMeant } from './as-meant.ts'
import type { Notices } from './notices.ts'
import type { SlackPeople } from './people.ts'
import { STRANGER } from './sentences.ts'
import { lineOf, readSlash, wholeLineOf } from './typed.ts'
import type { Typed } from './typed.ts'

export interface TypedDeps {
  readonly inbox: TeamInbox
  readonly database: Pick<Database, 'store'>
  readonly people: SlackPeople
  readonly notices: Notices
  readonly parse: (line: string) => Parsed
}

/** Answers `/greenroom claim 1042`, `/claim 1042` and the like. */
export async function answerSlash(deps: TypedDeps, body: Slash): Promise<void> {
  const { user_id: user, channel_id: channel, trigger_id: trigger, response_url: reply } = body
  const by = await deps.people.memberOf(user)
  const given = { id: `slash:${trigger}`, here: null }
  const typed = await asMeant(readSlash(body), deps.people)
  const said = by ? await giveTyped(deps, typed, by, given) : STRANGER
  if (said !== null) await deps.notices.answer(user, { channel, thread: null }, said, reply)
}

/** Gives a command as it was typed, `here` being the conversation in whose thread; what who gave it is told. */
export async function giveTyped(
  { inbox, database, parse }: TypedDeps,
  typed: Typed,
  by: Member,
  { id, here }: { readonly id: string; readonly here: ConversationId | null },
): Promise<string | null> {
  const { name, number } = typed
  const parsed = parse(here === null ? lineOf(typed) : wholeLineOf(typed))
  if (!parsed.ok) return parsed.sentence
  if (here === null && number === null && commandNamed(name)?.inThread)
    return `Say which conversation: \`${name} 1042\`, or write \`!${name}\` in its thread.`
  const named = number === null ? null : ((await database.store.byNumber(number))?.id ?? null)
  if (here === null && number !== null && !named) return `There is no conversation ${number}.`
  const answer = await inbox.command({ ...parsed, id, by: by.id, conversation: here ?? named })
  if (!answer.ok) return answer.refusal.sentence
  return answer.text ?? answer.insert ?? (here === null ? 'Done.' : null)
}
