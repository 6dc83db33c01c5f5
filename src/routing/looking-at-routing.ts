import type { Input } from '../commands/command.ts'
import type { Rerouted } from '../conversation/actions.ts'
import type { Human } from '../conversation/actor.ts'
import type { Conversation, Route } from '../conversation/conversation.ts'
import type { RecordedEvent } from '../conversation/events.ts'
import type { InboxId } from '../conversation/ids.ts'
import type { Label, Labels } from '../conversation/labels.ts'
import { samePlaces } from '../conversation/places.ts'
import type { Store } from '../ports.ts'
import { entered, newWhere, sortedLine } from './sorted-line.ts'

/** What is known of how conversations find their places. */
export interface RoutingDeps {
  /** The labels that an inbox uses. */
  labels(inbox: InboxId): readonly Label[]
  /** How sure a machine must be of a label before rules go by it, from 0 to 1. */
  sure(): number
  teams(): Input['teams']
  /** Where the rules send it by these labels; null where they are not asked. */
  routeAgain(conversation: Conversation, labels: Labels): Promise<Rerouted | null>
  /** Where a team’s conversations of this inbox wait, or null where no rule says so. */
  queueOf(conversation: Conversation, team: string): Omit<Route, 'tags' | 'priority'> | null
}

type Looked = Pick<Input, 'routing' | 'sure' | 'labels' | 'rerouted' | 'teams' | 'queueOf'>

/** What commands may know of it. */
export function lookingAtRouting(
  deps: RoutingDeps & { readonly store: Pick<Store, 'events'> },
  conversation: Conversation,
  by: Human,
): Looked {
  const labels = deps.labels(conversation.inbox)
  const teamName = (id: string) => deps.teams().find((team) => team.id === id)?.name ?? id

  function told(to: Rerouted, corrected: Labels): Rerouted {
    if (Object.keys(corrected).length > 0)
      return { ...to, said: sortedLine(conversation, corrected, to, teamName) }
    const { team, places } = to.route
    const where = newWhere(team && teamName(team), entered(conversation.places, places))
    return { ...to, said: `${by.name} sent this on${where === '' ? '' : `: it is ${where} now`}.` }
  }

  return {
    routing: async () => (await deps.store.events(conversation.id)).filter(isRouting),
    sure: deps.sure(),
    labels,
    async rerouted(corrected) {
      const known = withImplied({ ...conversation.labels, ...corrected }, labels)
      const to = await deps.routeAgain(conversation, known)
      return to && told(to, corrected)
    },
    teams: deps.teams(),
    queueOf: (team) => told(inQueue(conversation, team, deps.queueOf(conversation, team)), {}),
  }
}

/** The same where no conversation is meant. */
export function lookingAtNone(deps: RoutingDeps): Looked {
  return {
    routing: async () => [],
    sure: deps.sure(),
    labels: [],
    rerouted: async () => null,
    teams: deps.teams(),
    queueOf: () => {
      throw new Error('No conversation waits in a queue.')
    },
  }
}

function isRouting({ event: { type } }: RecordedEvent): boolean {
  return type === 'opened' || type === 'classified' || type === 'labelled' || type === 'rerouted'
}

/** With the department whose work it is by what a person said, unless they named another. */
function withImplied(labels: Labels, all: readonly Label[]): Labels {
  const { intent, department } = labels
  if (intent?.confidence !== null || department?.confidence === null) return labels
  const its = all.find(({ kind, id }) => kind === 'intent' && id === intent.id)?.department
  const found = all.find(({ kind, id }) => kind === 'department' && id === its)
  if (!found) return labels
  return { ...labels, department: { id: found.id, name: found.name, confidence: null } }
}

/** Its priority and its tags stay; where it is there already, so does the rule that sent it there. */
function inQueue(
  conversation: Conversation,
  team: string,
  queue: Omit<Route, 'tags' | 'priority'> | null,
): Rerouted {
  const { priority, tags, places, rule } = conversation
  const route = { places, ...queue, team, priority, tags }
  const isThere = conversation.team === team && samePlaces(route.places, places)
  if (!isThere) return { route }
  const { assign, skills, sla } = conversation
  const asked = {
    ...(assign === undefined ? {} : { assign }),
    ...(skills === undefined ? {} : { skills }),
    ...(sla === undefined ? {} : { sla }),
  }
  return { route: { ...route, ...asked }, ...(rule === undefined ? {} : { rule }) }
}
