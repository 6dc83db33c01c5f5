import type { Usual } from '../routing/opening.ts'
import type { Rule } from '../routing/rules.ts'
import { placeOf } from './places.ts'
import type { InboxSettings, Settings } from './schema.ts'

/** The rules by which new conversations find their places, in their order. */
export function rulesOf({ routes }: Settings): Rule[] {
  return routes.map(({ name, when, then }) => ({
    name,
    when,
    to: { ...then, places: then.places?.map(placeOf) },
  }))
}

/** What an inbox says of its conversations itself. */
export function usualOf({ hours, language, ...inbox }: InboxSettings): Usual {
  const { team, priority } = inbox
  return {
    hours,
    language,
    route: { places: inbox.places.map(placeOf), team, priority, tags: [] },
  }
}
