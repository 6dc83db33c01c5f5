import { isOpen, nextOpening } from '../../conversation/hours.ts'
import { MAX_TEXT } from '../../conversation/message.ts'
import type { Clock, Member, People } from '../../ports.ts'
import type { WidgetDoor } from './door.ts'
import type { Face, Settings } from './protocol.ts'

const FACES = 3

/** What the widget draws itself from. */
export async function about(
  door: WidgetDoor,
  people: Pick<People, 'all'>,
  clock: Clock,
): Promise<Settings> {
  const { inbox } = door
  const now = clock.now()
  const open = isOpen(inbox.hours, now)
  return {
    inbox: inbox.id,
    name: inbox.name,
    greeting: inbox.greeting,
    away: inbox.hours === 'always' ? null : inbox.away,
    open,
    opensAt: nextOpening(inbox.hours, now),
    color: inbox.color,
    position: inbox.position,
    language: inbox.language,
    faces: inbox.reply_as === 'brand' ? [] : facesOf(await people.all(), inbox.team),
    files: { maxBytes: inbox.files.max_bytes, types: inbox.files.types },
    maxText: MAX_TEXT,
  }
}

/** Some of who may answer, by their public names. */
function facesOf(members: readonly Member[], team: string | null): Face[] {
  return members
    .filter(
      ({ active, role, teams }) =>
        active && role !== 'creator' && (team === null || teams.includes(team)),
    )
    .slice(0, FACES)
    .map(({ name, picture }) => ({ name, picture }))
}
