import type { Clock, Database, KeptEvent } from '../../../ports.ts'
import { noteGivenUp } from '../../chats/given-up.ts'
import { hear } from '../events.ts'
import type { Self } from '../heard.ts'
import { keptDispatch } from '../incoming.ts'
import { NOT_TAKEN } from './sentences.ts'
import type { Telling } from './telling.ts'

interface Deps {
  readonly database: Pick<Database, 'audit'>
  readonly clock: Clock
  readonly self: () => Self
  readonly tell: Telling
}

/** Tells who wrote it of what could not be taken; where that does not go either, it is all tried again. */
export function fanGivenUp({ tell, self, ...deps }: Deps) {
  return async ({ id, body }: KeptEvent): Promise<void> => {
    const { t, d } = keptDispatch.parse(body)
    const what = hear({ t, d }, self())
    if (what.kind === 'message' || what.kind === 'edited')
      await tell(what.channel, what.id, NOT_TAKEN)
    await noteGivenUp(deps, 'discord', { id, conversation: null })
  }
}
