import type { Conversation, Route } from '../conversation/conversation.ts'
import type { LabelKind } from '../conversation/labels.ts'
import { labelNamed } from '../conversation/labels.ts'
import type { LabelWanted } from '../routing/conditions.ts'
import type { Usual } from '../routing/opening.ts'
import type { Rule } from '../routing/rules.ts'
import { placeOf } from './places.ts'
import type { InboxSettings, Settings } from './schema.ts'

/** The rules by which new conversations find their places, in their order. */
export function rulesOf({ routes, taxonomy, classify }: Settings): Rule[] {
  const wanted = (kind: LabelKind, ids: readonly string[] | undefined) => {
    const labels = taxonomy.labels.filter((label) => label.kind === kind)
    return ids?.map((id): LabelWanted => labelNamed(labels, id) ?? { id, name: id, was: [] })
  }
  return routes.map(({ name, when, then }) => ({
    name,
    when: {
      ...when,
      intent: wanted('intent', when.intent),
      department: wanted('department', when.department),
      confidence: when.confidence ?? classify?.confidence,
    },
    to: { ...then, places: then.places?.map(placeOf) },
  }))
}

/** What an inbox says of its conversations itself. */
export function usualOf({ hours, language, ...inbox }: InboxSettings): Usual {
  const { team, priority, sla } = inbox
  return {
    hours,
    language,
    route: {
      places: inbox.places.map(placeOf),
      team,
      priority,
      tags: [],
      ...(sla === null ? {} : { sla }),
    },
    departments: inbox.departments.map((one) => ({
      team: one.team,
      places: one.places?.map(placeOf) ?? null,
    })),
  }
}

/**
 * Where a team’s conversations of an inbox wait: as the first rule says that sends some of the inbox there, or
 * the inbox where visitors may choose that team. Null where nothing says so.
 */
export function queueOf(
  settings: Settings,
  { inbox }: Pick<Conversation, 'inbox'>,
  team: string,
): Omit<Route, 'tags' | 'priority'> | null {
  const its = settings.inboxes.find(({ id }) => id === inbox)
  if (!its) return null
  const rule = rulesOf(settings).find(
    ({ when, to }) => to.team === team && (when.inbox?.includes(inbox) ?? true),
  )
  const { route, departments } = usualOf(its)
  const chosen = departments.find((one) => one.team === team)
  const isUsual = route.team === team
  if (!rule && !chosen && !isUsual) return null
  const { assign, skills, sla } = rule?.to ?? {}
  return {
    team,
    places: rule?.to.places ?? chosen?.places ?? route.places,
    ...(assign === undefined ? {} : { assign }),
    ...(skills === undefined ? {} : { skills }),
    ...(sla === undefined ? {} : { sla }),
  }
}
