import type { PastUse, Use, UsedKind } from '../adapters/sql/past-use.ts'
import type { Settings } from '../config.ts'
import { OUTCOMES } from '../conversation/conversation.ts'
import { labelNow } from '../conversation/label-now.ts'
import { labelNamed, SENTIMENTS } from '../conversation/labels.ts'
import { distance } from '../conversation/nearest.ts'
import type { Answer } from '../insights/answers.ts'
import { correctedPairs, mistakenPairs, pairsByName, pairsTogether } from '../insights/overlaps.ts'
import type { Corrected, Mistaken, Pair, Together } from '../insights/overlaps.ts'
import type { Correction } from '../ports.ts'

/** One label, and in how many conversations it was used. */
export interface Row extends Use {
  readonly name: string
}

/** How the taxonomy is used, and what of it may be too much. */
export interface TaxonomyReport {
  readonly days: number
  readonly labels: readonly Row[]
  /** Tags that the taxonomy does not have among its issues. */
  readonly unlisted: readonly Row[]
  readonly unused: readonly Row[]
  readonly corrected: readonly Corrected[]
  readonly mistaken: readonly Mistaken[]
  readonly together: readonly Together[]
  readonly alike: readonly (Pair & { readonly kind: UsedKind })[]
}

interface Known {
  readonly days: number
  readonly use: PastUse
  readonly corrections: readonly Correction[]
  /** What examples were taken for by a machine that had not learned them. */
  readonly phrases: readonly Answer[]
}

const KINDS = ['intent', 'department', 'issue'] as const

/** Puts together what is known of a taxonomy’s use. */
export function taxonomyReport(
  { taxonomy, inboxes }: Pick<Settings, 'taxonomy' | 'inboxes'>,
  { days, use, corrections, phrases }: Known,
): TaxonomyReport {
  const listed = taxonomy.labels.map(({ kind, id, name }) => ({ kind, id, name }))
  const fixed = [
    ...SENTIMENTS.map((id) => ({ kind: 'sentiment' as const, id, name: id })),
    ...OUTCOMES.map((id) => ({ kind: 'outcome' as const, id, name: id })),
    ...use.uses
      .filter(({ kind }) => kind === 'source')
      .map(({ kind, id }) => ({ kind, id, name: id })),
  ]
  const uses = use.uses.map((one) => ({ ...one, id: idNow(taxonomy, one) ?? one.id }))
  const labels = [...listed, ...fixed].map((label) => rowOf(label, uses))
  const unlisted = use.uses
    .filter((one) => one.kind === 'issue' && idNow(taxonomy, one) === null)
    .map((one) => ({ ...one, name: one.id }))
    .toSorted((one, other) => other.machines + other.people - one.machines - one.people)
  // A tag that an inbox offers beside the taxonomy is as good a name as an issue.
  const offered = inboxes.flatMap(({ tags }) => tags).map((id) => ({ id, name: id }))
  return {
    days,
    labels,
    unlisted,
    unused: labels.filter(
      ({ kind, machines, people }) => KINDS.some((one) => one === kind) && machines + people === 0,
    ),
    corrected: correctedPairs(swapsIn(corrections, taxonomy)),
    mistaken: mistakenPairs(phrases),
    together: pairsTogether(use.together.map((set) => set.map((one) => renamed(taxonomy, one)))),
    alike: KINDS.flatMap((kind) => {
      const own = labels.filter((label) => label.kind === kind)
      const names = kind === 'issue' ? [...own, ...unlisted, ...offered] : own
      const once = [...new Map(names.map((one) => [one.id, one])).values()]
      return pairsByName(once, distance).map((pair) => ({ kind, ...pair }))
    }),
  }
}

/** Its id in the taxonomy of today; null where it has none. */
function idNow(taxonomy: Settings['taxonomy'], { kind, id }: Pick<Use, 'kind' | 'id'>) {
  if (kind === 'outcome' || kind === 'source') return id
  if (kind !== 'issue') return labelNow(taxonomy, kind, id)?.id ?? null
  const issues = taxonomy.labels.filter((label) => label.kind === 'issue')
  return labelNamed(issues, id)?.id ?? null
}

/** `kind:id` by the taxonomy of today. */
function renamed(taxonomy: Settings['taxonomy'], key: string): string {
  const at = key.indexOf(':')
  const [kind, id] = [key.slice(0, at), key.slice(at + 1)]
  if (kind !== 'intent' && kind !== 'issue') return key
  return `${kind}:${idNow(taxonomy, { kind, id }) ?? id}`
}

function rowOf(label: Pick<Row, 'kind' | 'id' | 'name'>, uses: readonly Use[]): Row {
  const own = uses.filter(({ kind, id }) => kind === label.kind && id === label.id)
  const sum = (side: 'machines' | 'people') => own.reduce((all, one) => all + one[side], 0)
  return { ...label, machines: sum('machines'), people: sum('people') }
}

function swapsIn(corrections: readonly Correction[], taxonomy: Settings['taxonomy']) {
  return corrections.flatMap(({ kind, was, label }) => {
    const from = was && kind === 'intent' ? labelNow(taxonomy, kind, was.id) : null
    const to = labelNow(taxonomy, kind, label)
    return from && to ? [{ from: from.id, to: to.id }] : []
  })
}
