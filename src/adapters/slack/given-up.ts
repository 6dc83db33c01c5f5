import { z } from 'zod'
import type { Clock, Database, KeptEvent } from '../../ports.ts'
import type { Notices } from './notices.ts'
import { parseThread } from './refs.ts'
import { NOT_TAKEN } from './sentences.ts'

interface Deps {
  readonly database: Pick<Database, 'audit' | 'store'>
  readonly notices: Pick<Notices, 'tell'>
  readonly clock: Clock
  /** Says so across the desk. */
  readonly notTaken?: (text: string) => void
}

const event = z.looseObject({ event: z.looseObject({ user: z.string() }) })
const press = z.looseObject({ user: z.looseObject({ id: z.string() }) })

/** Makes sure that people learn of what was done in Slack and could not be handled: it is in the audit trail for ever. */
export function slackGivenUp({ database, notices, clock, notTaken }: Deps) {
  return async ({ id, lane, body }: KeptEvent): Promise<void> => {
    const thread = parseThread(lane)
    const link = thread && (await database.store.linked('slack', lane))
    await database.audit.note({
      at: clock.now(),
      by: { kind: 'system' },
      what: 'gave up: what came from slack',
      conversation: link?.conversation ?? null,
      result: 'refused',
      detail: id,
    })
    notTaken?.(
      'Not everything that was done in Slack could be taken. Who did it is told in its thread.',
    )
    const user = whoDid(body)
    if (thread && user !== null)
      await notices.tell(user, { channel: thread.channel, thread: thread.ts }, NOT_TAKEN)
  }
}

function whoDid(body: unknown): string | null {
  return event.safeParse(body).data?.event.user ?? press.safeParse(body).data?.user.id ?? null
}
