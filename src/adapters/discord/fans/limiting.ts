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

  function isFirst(user: string): boolean {
    const first = told.get(user) === undefined
    told.set(user, true)
    return first
  }

  return {
    /** `at`: when it was written, epoch ms. `tell`: they are to be told that it is not taken. */
    async mayWrite(user: string, limits: Limits, at: number): Promise<{ ok: boolean; tell: boolean }> {
      if (clock.now() - at > MISSED) return { ok: true, tell: false }
      const { burst, messages_per_minute: perMinute } = limits
      const ok = await coordination.take(`discord write ${user}`, { burst, perMinute })
      if (ok) told.delete(user)
      return { ok, tell: !ok && isFirst(user) }
    },
    mayBegin(user: string, { new_conversations_per_hour_per_ip: most }: Limits): Promise<boolean> {
      return coordination.take(`discord new ${user}`, { burst: most, perMinute: most / 60 })
    },
    mayUpload(user: string, { files_per_minute: perMinute }: Limits): Promise<boolean> {
      return coordination.take(`discord file ${user}`, { burst: perMinute, perMinute })
    },
    /** At most once in an hour for each, in about. */
    mayTell(user: string, what: string): Promise<boolean> {
      return coordination.take(`discord tell ${what} ${user}`, { burst: 1, perMinute: 1 / 60 })
    },
  }
}
