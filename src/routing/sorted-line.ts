import type { Rerouted } from '../conversation/actions.ts'
import { percent } from '../conversation/about.ts'
import type { Conversation, Place } from '../conversation/conversation.ts'
import type { Labels } from '../conversation/labels.ts'
import { isSameSpot, placeName } from '../conversation/places.ts'

/** What the thread is told of where labels lead: “Sorted as Refund (86 %) by rule “Refunds”: now with VIP, in #vip.” */
export function sortedLine(
  conversation: Pick<Conversation, 'team' | 'places'>,
  labels: Labels,
  { route, rule }: Rerouted,
  teamName: (team: string) => string,
): string {
  const by = rule === undefined ? '' : ` by rule “${rule}”`
  const team = route.team !== null && route.team !== conversation.team ? teamName(route.team) : null
  const where = newWhere(team, entered(conversation.places, route.places))
  return `Sorted${asWhat(labels)}${by}${where === '' ? '' : `: now ${where}`}.`
}

/** “with VIP, in #vip”, as far as either is new; empty where neither is. */
export function newWhere(team: string | null, places: readonly Place[]): string {
  return [
    team === null ? '' : `with ${team}`,
    places.length === 0 ? '' : `in ${[...new Set(places.map(placeName))].join(' and ')}`,
  ]
    .filter((part) => part !== '')
    .join(', ')
}

/** The places that are none of the former ones. */
export function entered(from: readonly Place[], to: readonly Place[]): readonly Place[] {
  return to.filter((place) => !from.some((one) => isSameSpot(one, place)))
}

function asWhat({ intent, department }: Labels): string {
  const [label] = [intent, department].filter((one) => one !== undefined)
  if (!label) return ''
  const { name, confidence } = label
  return ` as ${name}${confidence === null ? '' : ` (${percent(confidence)})`}`
}
