import type { ConversationId } from '../../conversation/ids.ts'
import { chatName } from '../../conversation/places.ts'
import type { Clock, Database } from '../../ports.ts'

export const NOT_TAKEN =
  'Greenroom could not take this, however often it tried, and no visitor got it: do it again.'

export interface GivenUpDeps {
  readonly database: Pick<Database, 'audit'>
  readonly clock: Clock
  /** Says so across the desk. */
  readonly notTaken?: (text: string) => void
}

/** Makes sure that people learn of what was done in a chat and could not be handled: it is in the audit trail for ever. */
export async function noteGivenUp(
  { database, clock, notTaken }: GivenUpDeps,
  chat: string,
  { id, conversation }: { readonly id: string; readonly conversation: ConversationId | null },
): Promise<void> {
  await database.audit.note({
    at: clock.now(),
    by: { kind: 'system' },
    what: `gave up: what came from ${chat}`,
    conversation,
    result: 'refused',
    detail: id,
  })
  const name = chatName(chat)
  notTaken?.(
    `Not everything that was done in ${name} could be taken. Who did it is told in its thread.`,
  )
}
