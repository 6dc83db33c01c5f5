import { z } from 'zod'
import type { Database, KeptEvent } from '../../ports.ts'
import { NOT_TAKEN, noteGivenUp } from '../chats/given-up.ts'
import type { GivenUpDeps } from '../chats/given-up.ts'
import type { Notices } from './notices.ts'
import { parseThread } from './refs.ts'

interface Deps extends GivenUpDeps {
  readonly database: Pick<Database, 'audit' | 'store'>
  readonly notices: Pick<Notices, 'tell'>
}

const event = z.looseObject({ event: z.looseObject({ user: z.string() }) })
const press = z.looseObject({ user: z.looseObject({ id: z.string() }) })

/** Says of what was done in Slack and could not be handled that it was not, to who did it as well. */
export function slackGivenUp(deps: Deps) {
  return async ({ id, lane, body }: KeptEvent): Promise<void> => {
    const thread = parseThread(lane)
    const link = thread && (await deps.database.store.linked('slack', lane))
    await noteGivenUp(deps, 'slack', { id, conversation: link?.conversation ?? null })
    const user = whoDid(body)
    if (thread && user !== null)
      await deps.notices.tell(user, { channel: thread.channel, thread: thread.ts }, NOT_TAKEN)
  }
}

function whoDid(body: unknown): string | null {
  return event.safeParse(body).data?.event.user ?? press.safeParse(body).data?.user.id ?? null
}
