import type { VisitorInbox } from '../../../ports.ts'
import { typing } from '../payloads.ts'
import type { Records } from './records.ts'
import { chosenInbox } from './inboxes.ts'
import type { FanVisitors } from './visitors.ts'
import type { Settings } from '../../../config.ts'

interface Deps {
  readonly settings: () => Settings
  readonly road: () => VisitorInbox
  readonly records: Records
  readonly visitors: FanVisitors
}

/** Ms for which Discord shows that somebody types. */
const SHOWN = 10_000
const MOST = 2_000

/** Tells the team that somebody types to them, until they have written or Discord would show it no more. */
export function fanTyping({ settings, road, records, visitors }: Deps) {
  const ends = new Map<string, NodeJS.Timeout>()

  async function tell(user: string, on: boolean): Promise<void> {
    const inbox = chosenInbox(settings(), (await records.get(user))?.inbox ?? null)
    const from = inbox && (await visitors.known({ user, inbox: inbox.inbox.id }))
    if (from) await road().signalled({ from, kind: 'typing', on })
  }

  async function wrote(user: string): Promise<void> {
    clearTimeout(ends.get(user))
    if (ends.delete(user)) await tell(user, false)
  }

  return {
    wrote,
    async heard(d: unknown): Promise<void> {
      const { user_id: user } = typing.safeParse(d).data ?? {}
      if (user === undefined || (ends.size >= MOST && !ends.has(user))) return
      clearTimeout(ends.get(user))
      // Small news, which may be lost without harm.
      ends.set(
        user,
        setTimeout(() => void wrote(user).catch(() => undefined), SHOWN),
      )
      await tell(user, true)
    },
    stop() {
      for (const end of ends.values()) clearTimeout(end)
      ends.clear()
    },
  }
}
