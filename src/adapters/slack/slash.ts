import type { Database, TeamInbox } from '../../ports.ts'
import type { Parsed } from '../../routing/interpret.ts'
import { giveTyped } from '../chats/giving.ts'
import type { Slash } from './interactions.ts'
import { asMeant } from './as-meant.ts'
import type { Notices } from './notices.ts'
import type { SlackPeople } from './people.ts'
import { STRANGER } from './sentences.ts'
import { readSlash } from './typed.ts'

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
