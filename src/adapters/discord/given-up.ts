import type { KeptEvent } from '../../ports.ts'
import { NOT_TAKEN, noteGivenUp } from '../chats/given-up.ts'
import type { GivenUpDeps } from '../chats/given-up.ts'
import { hear } from './events.ts'
import type { Self } from './heard.ts'
import { keptDispatch } from './incoming.ts'
import type { Notices } from './notices.ts'
import type { Whose } from './whose.ts'

interface Deps extends GivenUpDeps {
  readonly notices: Pick<Notices, 'tell'>
  readonly whose: Pick<Whose, 'conversationIn'>
  readonly self: () => Self
}

/** Says of what was done in Discord and could not be handled that it was not, to who wrote it as well. */
export function discordGivenUp(deps: Deps) {
  return async ({ id, lane, body }: KeptEvent): Promise<void> => {
    const conversation = await deps.whose.conversationIn(lane)
    await noteGivenUp(deps, 'discord', { id, conversation })
    const { t, d } = keptDispatch.parse(body)
    const what = hear({ t, d }, deps.self())
    const isWritten = what.kind === 'message' || what.kind === 'edited'
    if (!conversation || !isWritten) return
    const spot = { channel: what.channel, message: what.id }
    await deps.notices.tell(what.from.id, spot, NOT_TAKEN)
  }
}
