import { mayActAs } from '../../conversation/actor.ts'
import type { Clock, People } from '../../ports.ts'
import type { Letters } from './direct-messages.ts'
import { escapeDiscord } from './escape.ts'
import type { DiscordPeople } from './people.ts'

interface Deps {
  readonly members: Pick<People, 'all'>
  readonly people: Pick<DiscordPeople, 'userOf'>
  readonly letters: Letters
  readonly clock: Clock
}

const MOST_TOLD = 20
/** The same is said again to the same people after so many ms. */
const AGAIN = 3_600_000

/** A direct message to each supervisor whom Discord knows, about what only a person can mend. */
export function warning({ members, people, letters, clock }: Deps) {
  const said = new Map<string, number>()

  return async (text: string): Promise<void> => {
    const now = clock.now()
    if (now - (said.get(text) ?? -Infinity) < AGAIN) return
    said.set(text, now)
    const supervisors = (await members.all())
      .filter(({ active, role }) => active && mayActAs(role, 'supervisor'))
      .slice(0, MOST_TOLD)
    const parts = [{ content: `⚠️ ${escapeDiscord(text.slice(0, 800))}` }]
    for (const user of supervisors.flatMap(({ id }) => people.userOf(id) ?? []))
      await letters.send(user, { id: `warning ${now} ${text}`, since: now, parts })
  }
}
