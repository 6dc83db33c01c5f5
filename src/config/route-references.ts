import { items, member, text, twice, under, unknown } from './flaws.ts'
import type { Flaw } from './flaws.ts'
import { unknownLabels } from './label-references.ts'
import { badPlaces } from './place-references.ts'

interface Known {
  readonly teams: readonly string[]
  readonly channels: readonly string[]
  readonly inboxes: readonly string[]
  readonly policies: readonly string[]
}

/** What of the rules refers to nothing, is there twice, or leaves nothing to those after it. */
export function brokenRoutes(
  settings: unknown,
  taxonomy: unknown,
  { teams, channels, inboxes, policies }: Known,
): Flaw[] {
  const rules = items(settings, 'routes')
  return [
    ...twice(settings, 'routes', 'name'),
    ...rules.flatMap((rule, index) => {
      const then = member(rule, 'then')
      return [
        ...unknownInboxes(member(rule, 'when'), inboxes),
        ...unknownLabels(member(rule, 'when'), taxonomy).map(under('when')),
        ...unknown(['sla'], text(then, 'sla'), 'policy', policies, 'policies of sla').map(
          under('then'),
        ),
        ...unknown(['team'], text(then, 'team'), 'team', teams).map(under('then')),
        ...badPlaces(then, 'places', channels, settings).map(under('then')),
        ...(index < rules.length - 1 ? takesAll(member(rule, 'when')) : []),
      ].map(under('routes', index))
    }),
  ]
}

function unknownInboxes(when: unknown, inboxes: readonly string[]): Flaw[] {
  const one = text(when, 'inbox')
  const path = ['when', 'inbox']
  if (one !== null) return unknown(path, one, 'inbox', inboxes, 'inboxes')
  return items(when, 'inbox').flatMap((id, index) =>
    typeof id === 'string' ? unknown([...path, index], id, 'inbox', inboxes, 'inboxes') : [],
  )
}

function takesAll(when: unknown): Flaw[] {
  if (typeof when !== 'object' || when === null || Object.keys(when).length > 0) return []
  const message =
    'is empty, so the rule takes everything and those after it are never asked: put it last'
  return [{ path: ['when'], message }]
}
