import { isOpen, nextOpening } from '../../conversation/hours.ts'
import { MAX_TEXT } from '../../conversation/message.ts'
import type { Clock, Member, People } from '../../ports.ts'
import { questionsOf } from './asking.ts'
import type { WidgetDoor } from './door.ts'
import type { Settings } from './protocol.ts'

const FACES = 3

interface Deps {
  readonly people: Pick<People, 'all'>
  readonly clock: Clock
  /** A member's picture as visitors may see it. */
  readonly picture: (agent: Pick<Member, 'id'>) => string | null
}

/** What the widget draws itself from. */
export async function about(
  { inbox, teams }: WidgetDoor,
  { people, clock, picture }: Deps,
): Promise<Settings> {
  const now = clock.now()
  const answering = inbox.reply_as === 'agent' ? answerers(await people.all(), inbox.team) : []
  const members = answering.map((member) => ({ name: member.name, picture: picture(member) }))
  const ask = questionsOf(inbox, teams)
  const persona = inbox.reply_as === 'persona' ? inbox.persona : null
  return {
    inbox: inbox.id,
    name: inbox.name,
    greeting: inbox.greeting,
    away: inbox.hours === 'always' ? null : inbox.away,
    open: isOpen(inbox.hours, now),
    opensAt: nextOpening(inbox.hours, now),
    color: inbox.color,
    position: inbox.position,
    language: inbox.language,
    faces: persona ? [persona] : members,
    files: { maxBytes: inbox.files.max_bytes, types: inbox.files.types },
    maxText: MAX_TEXT,
    ...(ask.length > 0 ? { ask } : {}),
  }
}

/** Some of who may answer. */
function answerers(members: readonly Member[], team: string | null): Member[] {
  return members
    .filter(
      ({ active, role, teams }) =>
        active && role !== 'creator' && (team === null || teams.includes(team)),
    )
    .slice(0, FACES)
}
