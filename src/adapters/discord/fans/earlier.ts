import type { Clock, Database } from '../../../ports.ts'
import { remembered } from '../../chats/remembered.ts'
import type { Gateway } from '../gateway.ts'
import { readingBack } from '../reading-back.ts'
import { firstIdOf } from '../snowflakes.ts'
import type { Records } from './records.ts'

interface Deps {
  readonly database: Pick<Database, 'keepsakes'>
  readonly gateway: Gateway
  readonly records: Records
  readonly clock: Clock
  /** Takes it as if Discord had told of it. */
  readonly take: (channel: string, message: unknown) => Promise<void>
}

const LONGEST = 3 * 86_400_000

/**
 * What somebody wrote who is new: an app cannot ask Discord who has written to it, so what came for the first time
 * while nobody listened is read when they write again.
 */
export function earlierMessages({ database, gateway, records, clock, take }: Deps) {
  const ending = new AbortController()
  const { after } = readingBack(gateway, ending.signal)
  const isRead = remembered<true>(10_000)

  /** Since when people can write here: what came before was for nobody. */
  const opened = () => database.keepsakes.keep('discord fans since', () => String(clock.now()))

  return {
    opened: async () => void (await opened()),
    /** Reads these direct messages, once, of a person who is not known yet. */
    async read(channel: string, user: string | null): Promise<void> {
      if (user === null || isRead.get(channel) || (await records.get(user))) return
      isRead.set(channel, true)
      const since = Math.max(clock.now() - LONGEST, Number(await opened()))
      const outcome = await after(channel, firstIdOf(since), async (messages) => {
        for (const message of messages) await take(channel, message)
      })
      if (outcome === 'not now') isRead.delete(channel)
    },
    stop() {
      ending.abort()
    },
  }
}
