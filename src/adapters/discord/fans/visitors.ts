import type { Clock, Sender, Visitors } from '../../../ports.ts'
import { remembered } from '../../chats/remembered.ts'
import type { DiscordUser } from '../people.ts'
import { visitorName } from '../persona.ts'
import { doorOf, visitorOf } from './addresses.ts'
import type { Fan } from './addresses.ts'

export type FanVisitors = ReturnType<typeof fanVisitors>

const CACHED = 20_000

/** People of Discord as visitors: Discord itself has proved who they are. */
export function fanVisitors({
  visitors,
  clock,
}: {
  readonly visitors: Visitors
  readonly clock: Clock
}) {
  const stored = remembered<string>(CACHED)

  return {
    /** The sender of what they write, stored as they now call themselves. */
    async sender(fan: Fan, { names = [] }: Pick<DiscordUser, 'names'>): Promise<Sender> {
      const id = visitorOf(fan)
      const name = visitorName(names[0] ?? '', [])
      const handle = names.at(-1) ?? ''
      const from = { visitor: id, inbox: fan.inbox, name, door: doorOf(fan) }
      if (stored.get(id) === `${name} ${handle}`) return from
      const now = clock.now()
      const before = await visitors.get(id)
      await visitors.put({
        id,
        inbox: fan.inbox,
        name,
        email: null,
        verifiedAs: `discord:${fan.user}`,
        attributes: handle === '' ? {} : { discord: handle },
        createdAt: before?.createdAt ?? now,
        seenAt: now,
      })
      stored.set(id, `${name} ${handle}`)
      return from
    },
    /** The same for who wrote before, by the name that they had then. */
    async known(fan: Fan): Promise<Sender | null> {
      const id = visitorOf(fan)
      const visitor = await visitors.get(id)
      return visitor && { visitor: id, inbox: fan.inbox, name: visitor.name, door: doorOf(fan) }
    },
  }
}
