import { items, repeated, text, texts, under, unknown } from './flaws.ts'
import type { Flaw } from './flaws.ts'

/** The lists of the taxonomy, each with the key that its labels are known by. */
const KEYS = [
  ['intents', 'id'],
  ['departments', 'team'],
  ['issues', 'id'],
] as const

const MOST = 200

/** What of a taxonomy refers to nothing in it or in the settings, or is there twice, whatever else is wrong. */
export function brokenLabels(taxonomy: unknown, settings: unknown): Flaw[] {
  const teams = texts(settings, 'teams', 'id')
  const inboxes = texts(settings, 'inboxes', 'id')
  const departments = texts(taxonomy, 'departments', 'team')
  return [
    ...tooMany(taxonomy),
    ...KEYS.flatMap(([list, key]) => [
      ...sameIds(items(taxonomy, list), key).map(under(list)),
      ...items(taxonomy, list).flatMap((label, index) =>
        unknownInboxes(label, inboxes).map(under(list, index)),
      ),
    ]),
    ...items(taxonomy, 'departments').flatMap((one, index) =>
      unknown(['departments', index, 'team'], text(one, 'team'), 'team', teams),
    ),
    ...items(taxonomy, 'intents').flatMap((one, index) =>
      unknown(['intents', index, 'department'], text(one, 'department'), 'department', departments),
    ),
  ]
}

function tooMany(taxonomy: unknown): Flaw[] {
  const all = KEYS.flatMap(([list]) => items(taxonomy, list)).length
  if (all <= MOST) return []
  return [{ path: [], message: `has ${all} labels: at most ${MOST} are wanted, of all kinds` }]
}

/** Labels of one kind that go by the same id, former id or name: nobody could tell which is meant. */
function sameIds(labels: readonly unknown[], key: string): Flaw[] {
  const ids = labels.map((label) => text(label, key))
  const names = labels.map((label) => text(label, 'name')?.trim().toLowerCase())
  const former = labels.flatMap((label) => items(label, 'was'))
  return [
    ...repeated(ids).map((index) => ({ path: [index, key], message: TAKEN })),
    ...repeated(names).map((index) => ({ path: [index, 'name'], message: TAKEN })),
    ...labels.flatMap((label, index) =>
      items(label, 'was').flatMap((was, at) => {
        if (typeof was !== 'string') return []
        const path = [index, 'was', at]
        if (ids.includes(was))
          return [{ path, message: `is ${was}, which is the id of a label that is there now` }]
        const isFirst = former.indexOf(was) === former.lastIndexOf(was)
        return isFirst ? [] : [{ path, message: `is ${was}, which stands under \`was\` twice` }]
      }),
    ),
  ]
}

const TAKEN = 'is taken already: each wants its own'

function unknownInboxes(label: unknown, inboxes: readonly string[]): Flaw[] {
  return items(label, 'inboxes').flatMap((id, index) =>
    typeof id === 'string' ? unknown(['inboxes', index], id, 'inbox', inboxes, 'inboxes') : [],
  )
}

/** What a condition asks for that is no label of the taxonomy, by its id or a former one. */
export function unknownLabels(when: unknown, taxonomy: unknown): Flaw[] {
  return [
    ...asked(when, 'intent', items(taxonomy, 'intents'), 'id'),
    ...asked(when, 'department', items(taxonomy, 'departments'), 'team'),
  ]
}

function asked(
  when: unknown,
  kind: 'intent' | 'department',
  labels: readonly unknown[],
  key: 'id' | 'team',
): Flaw[] {
  const ids = labels.flatMap((label) => text(label, key) ?? [])
  const former = labels.flatMap((label) => items(label, 'was'))
  const look = (path: readonly PropertyKey[], id: unknown) =>
    typeof id !== 'string' || former.includes(id)
      ? []
      : unknown(path, id, kind, ids, `${kind}s of taxonomy.yaml`)
  return [
    ...look([kind], text(when, kind)),
    ...items(when, kind).flatMap((id, index) => look([kind, index], id)),
  ]
}
