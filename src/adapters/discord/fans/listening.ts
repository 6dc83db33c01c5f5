import { z } from 'zod'
import type { Taking } from '../../chats/taking.ts'
import { asEvent, toKeep } from '../arriving.ts'
import type { CatchingUp } from '../catching-up.ts'
import type { Dispatch } from '../connection.ts'
import type { Self } from '../heard.ts'
import type { fanTyping } from './typing.ts'

interface Deps {
  readonly taking: Pick<Taking, 'keep'>
  readonly missed: Pick<CatchingUp, 'heard'>
  readonly typing: Pick<ReturnType<typeof fanTyping>, 'heard' | 'wrote'>
  readonly self: () => Self
  /** Goes on by itself; what fails is in the log. */
  readonly begin: (what: string, work: Promise<void>) => void
}

const direct = z.looseObject({ guild_id: z.undefined().optional() })
const wroteBy = z.looseObject({
  d: z.looseObject({ author: z.looseObject({ id: z.string() }) }),
})
const readBack = z.looseObject({})

/** True for what did not happen in a server. */
export function isDirect({ d }: Dispatch): boolean {
  return direct.safeParse(d).success
}

/** Who wrote the message that was kept, or null where it is none. */
export function authorOf(body: unknown): string | null {
  return wroteBy.safeParse(body).data?.d.author.id ?? null
}

/** Keeps what happens among direct messages, in the order of its coming. */
export function fanListening({ taking, missed, typing, self, begin }: Deps) {
  return {
    /** True for what is not to be heard by anybody else. */
    hear(dispatch: Dispatch): boolean {
      if (dispatch.t === 'TYPING_START') begin('tell of typing', typing.heard(dispatch.d))
      const all = dispatch.t.startsWith('MESSAGE_') ? toKeep(dispatch, self()) : []
      for (const one of all) {
        begin('keep a direct message', taking.keep(asEvent(one, one.channel)))
        if (one.wrote === null) continue
        missed.heard(one.wrote)
        if (one.heard.kind === 'message') begin('tell of typing', typing.wrote(one.heard.from.id))
      }
      // A member's reaction on what was told to them alone is not ours.
      return dispatch.t === 'TYPING_START' || /^MESSAGE_(?:CREATE|UPDATE|DELETE)/.test(dispatch.t)
    },
    /** Keeps a message that was read back, and what it says by now. */
    async read(channel: string, message: unknown): Promise<void> {
      const d = { ...readBack.parse(message), channel_id: channel }
      for (const t of ['MESSAGE_CREATE', 'MESSAGE_UPDATE'])
        for (const one of toKeep({ t, d }, self())) await taking.keep(asEvent(one, channel))
    },
  }
}
