import { DEPARTMENTS } from './labels.ts'
import { channelFor } from './moves.ts'

/** What a replay is to be sorted by. */
export interface Sorting {
  /** How long a thread waits for its first labels, such as 250ms. */
  readonly wait: string
}

/** Nobody is to close anything: with more than these in hand, others go first, and then another team. */
const CAPACITY = 5
const OVERFLOW = '1s'

/** What the settings say besides: each department has a team, and channels of its own. */
export function sortedSettings(
  { wait }: Sorting,
  inboxes: readonly string[],
  placeIn: (channel: string, index: number) => object,
) {
  const groups = [...Map.groupBy(inboxes, groupOf)]
  return {
    classify: { wait, mood: 'off' },
    teams: DEPARTMENTS.map(teamAt),
    routes: groups.flatMap(([group, inbox], index) =>
      DEPARTMENTS.map((department) => ({
        name: `${department}${group}`,
        when: { department, inbox },
        // As the settings say it; nothing calls it.
        // eslint-disable-next-line unicorn/no-thenable
        then: { team: department, places: [placeIn(channelFor(department, group), index)] },
      })),
    ),
  }
}

/** The channels that conversations are sent to from these inboxes. */
export function sortedChannels(inboxes: readonly string[]): string[] {
  const groups = new Set(inboxes.map(groupOf))
  return [...groups].flatMap((group) => DEPARTMENTS.map((one) => channelFor(one, group)))
}

/** Every second team is given its conversations, and helped out by the next. */
function teamAt(id: string, index: number) {
  if (index % 2 === 1) return { id, name: id }
  const next = DEPARTMENTS[index + 1] ?? id
  return {
    id,
    name: id,
    assign: 'least-busy',
    capacity: CAPACITY,
    overflow: { team: next, after: OVERFLOW },
  }
}

/** Visitors of a domain may be spread over several inboxes: the end of their names says which. */
function groupOf(inbox: string): string {
  return /-\d+$/.exec(inbox)?.[0] ?? ''
}
