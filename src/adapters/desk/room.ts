import type { Settings } from '../../config.ts'
import { isOpen } from '../../conversation/hours.ts'
import type { AgentId } from '../../conversation/ids.ts'
import type { Clock, Coordination, Member } from '../../ports.ts'
import { LIMITS } from './limits.ts'
import type { Audience } from './live.ts'
import type { Alert, Typing } from './news.ts'
import type { DeskServerFrame, DeskWorld } from './protocol.ts'
import type { Seat } from './seat.ts'

export interface RoomDeps {
  readonly settings: () => Settings
  readonly coordination: Coordination
  readonly clock: Clock
  readonly world: () => Promise<(me: Member) => DeskWorld>
}

/** Everyone who sits at the desk through this process, and what all of them are told. */
export function openRoom({ settings, coordination, clock, world }: RoomDeps) {
  const seats = new Set<Seat>()
  let banner: string | null = null
  let online = ''
  let drawnFor = situation()

  const audience: Audience = {
    shown: (thread) => [...seats].some((seat) => seat.shows(thread)),
    threads: (batch) => {
      for (const seat of seats) seat.offerThreads(batch)
    },
    posts: (batch) => {
      for (const seat of seats) seat.offerPosts(batch)
    },
    lost: () => {
      for (const seat of seats) seat.leave('The desk could not be read just now.', true, 1011)
    },
  }

  function tellAll(frame: DeskServerFrame) {
    for (const seat of seats) seat.tell(frame)
  }

  /** A page has its world: it learns what else is up, and the others that its member is here. */
  function arrived(seat: Seat) {
    coordination.here(seat.member().id, LIMITS.present)
    seat.tell({ type: 'banner', text: banner })
    seat.tell({ type: 'online', members: coordination.present() })
    tellPresence()
  }

  function announce(text: string | null) {
    banner = text
    tellAll({ type: 'banner', text })
  }

  function tellPresence() {
    const members = coordination.present()
    if (online === members.toSorted().join()) return
    online = members.toSorted().join()
    tellAll({ type: 'online', members })
  }

  function typing({ by, ...news }: Typing) {
    for (const seat of seats) {
      if (seat.shows(news.thread) && seat.member().id !== by) seat.tell({ type: 'typing', ...news })
    }
  }

  function alert({ for: whom, ...news }: Alert) {
    for (const seat of seats) {
      if (whom.includes(seat.member().id)) seat.tell({ type: 'alert', ...news })
    }
  }

  /** Puts out whose session ended, and shows the rest the members as they are. */
  async function peopleChanged() {
    await Promise.all([...seats].map(async (seat) => seat.check()))
    await worldChanged()
  }

  async function worldChanged() {
    drawnFor = situation()
    const draw = await world()
    for (const seat of seats) seat.tell({ type: 'world', ...draw(seat.member()) })
  }

  /** What changes the world without anyone's doing: new settings, an inbox that opens or closes. */
  function situation() {
    const current = settings()
    const open = current.inboxes.filter((inbox) => isOpen(inbox.hours, clock.now()))
    return { settings: current, open: open.map(({ id }) => id).join() }
  }

  async function beat() {
    for (const seat of seats) {
      seat.beat()
      coordination.here(seat.member().id, LIMITS.present)
    }
    tellPresence()
    await Promise.all([...seats].map(async (seat) => seat.check()))
    const now = situation()
    if (now.settings !== drawnFor.settings || now.open !== drawnFor.open) await worldChanged()
  }

  function seatsOf(agent: AgentId): number {
    return [...seats].filter((seat) => seat.member().id === agent).length
  }

  async function close() {
    for (const seat of seats) seat.leave('Greenroom is restarting.', true, 1001)
    await Promise.all([...seats].map(async (seat) => seat.idle()))
  }

  return {
    audience,
    add: (seat: Seat) => void seats.add(seat),
    remove: (seat: Seat) => void seats.delete(seat),
    arrived,
    announce,
    typing,
    alert,
    peopleChanged,
    beat,
    seatsOf,
    close,
  }
}
