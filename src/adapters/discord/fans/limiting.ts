import type { Clock, Coordination } from '../../../ports.ts'
import { remembered } from '../../chats/remembered.ts'
import type { OpenInbox } from './inboxes.ts'

type Limits = OpenInbox['limits']

export type Limiting = ReturnType<typeof fanLimits>

/** What was written longer ago than this (ms) was missed, and comes together: its pace was another one. */
const MISSED = 60_000

/** How much one person may write, and telling them so once, until they keep to it again. */
export function fanLimits({
  coordination,
  clock,
}: {
  readonly coordination: Pick<Coordination, 'take'>
  readonly clock: Clock
}) {
  const told = remembered<true>(5_000)
  /** What was let in before: tried again, it counts no second time. */
  const letIn = remembered<true>(20_000)

  async function once(what: string, take: () => Promise<boolean>): Promise<boolean> {
    if (letIn.get(what)) return true
    const may = await take()
    if (may) letIn.set(what, true)
    return may
  }

  function isFirst(user: string): boolean {
    const first = told.get(user) === undefined
    told.set(user, true)
    return first
  }

  return {
    /** `at`: when it was written, epoch ms. `tell`: they are to be told that it is not taken. */
    async mayWrite(
      user: string,
      id: string,
      limits: Limits,
      at: number,
    ): Promise<{ readonly ok: boolean; readonly tell: boolean }> {
      if (clock.now() - at > MISSED) return { ok: true, tell: false }
      const { burst, messages_per_minute: perMinute } = limits
      const ok = await once(`message ${id}`, () =>
        coordination.take(`discord write ${user}`, { burst, perMinute }),
      )
      if (ok) told.delete(user)
      return { ok, tell: !ok && isFirst(user) }
    },
    /** Whether the message of this id may begin a conversation. */
    mayBegin(
      user: string,
      id: string,
      { new_conversations_per_hour_per_ip: most }: Limits,
    ): Promise<boolean> {
      const limit = { burst: most, perMinute: most / 60 }
      return once(`new ${id}`, () => coordination.take(`discord new ${user}`, limit))
    },
    mayUpload(
      user: string,
      file: string,
      { files_per_minute: perMinute }: Limits,
    ): Promise<boolean> {
      const limit = { burst: perMinute, perMinute }
      return once(`file ${file}`, () => coordination.take(`discord file ${user}`, limit))
    },
    /** At most once in an hour for each, or about. */
    mayTell(user: string, what: string): Promise<boolean> {
      return coordination.take(`discord tell ${what} ${user}`, { burst: 1, perMinute: 1 / 60 })
    },
  }
}
