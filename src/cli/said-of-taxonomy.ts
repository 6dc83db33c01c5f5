import type { UsedKind } from '../adapters/sql/past-use.ts'
import type { Row, TaxonomyReport } from './taxonomy-report.ts'

const HEADS: readonly (readonly [UsedKind, string])[] = [
  ['intent', 'Intents'],
  ['department', 'Departments'],
  ['issue', 'Issues'],
  ['sentiment', 'Sentiments'],
  ['outcome', 'Outcomes'],
  ['source', 'Sources'],
]

/** A report for people: what there is and how often it was used, then what could be done about it. */
export function sayTaxonomy(report: TaxonomyReport): string {
  const lists = HEADS.flatMap(([kind, head]) => {
    const rows = report.labels.filter((one) => one.kind === kind)
    return rows.length === 0 ? [] : [head, ...inColumns(rows), '']
  })
  const advice = adviceIn(report)
  return [
    `Conversations of the last ${report.days} days in which a label was used.`,
    '',
    ...lists,
    ...(advice.length === 0
      ? ['Nothing in it looks like too much.']
      : ['What could be done', ...advice.map((line) => `• ${line}`)]),
  ].join('\n')
}

/** Names as wide as the longest of them, up to half a line, and beside them how often each was used. */
function inColumns(rows: readonly Row[]): string[] {
  const names = rows.map(({ id, name }) => (name === id ? id : `${name} (${id})`))
  const width = Math.min(40, Math.max(...names.map((name) => name.length)))
  return rows.map((row, index) => `  ${(names[index] ?? '').padEnd(width)}  ${used(row)}`)
}

function used({ kind, machines, people }: Row): string {
  if (kind === 'source') return String(people)
  const by = [
    ...(machines > 0 ? [`${machines} by machines`] : []),
    ...(people > 0 ? [`${people} by people`] : []),
  ]
  return by.join(', ') || 'not used'
}

function adviceIn(report: TaxonomyReport): string[] {
  const { unused, unlisted, corrected, mistaken, together, alike, days } = report
  return [
    ...corrected.map(
      ({ one, other, between, all }) =>
        `${one} and ${other}: ${between} of ${all} corrections go between them: make one of them, and name the other under \`was\`.`,
    ),
    ...mistaken.map(
      ({ one, other, there, back }) =>
        `${one} and ${other}: ${there.count} of ${there.of} examples of the first are taken for the second, ${back.count} of ${back.of} the other way: give them examples that tell them apart, or make one of them.`,
    ),
    ...together.map(
      ({ one, other, both, either }) =>
        `${shown(one)} and ${shown(other)} nearly always stand together, on ${both} of ${either} conversations: one of them would say it.`,
    ),
    ...alike.map(
      ({ kind, one, other }) =>
        `${one} and ${other} are ${kind}s with nearly the same name: keep one, and name the other under \`was\`.`,
    ),
    ...tagsOutside(unlisted),
    ...(['intent', 'department', 'issue'] as const).flatMap((kind) =>
      nobodyUsed(
        kind,
        unused.filter((one) => one.kind === kind),
        days,
      ),
    ),
  ]
}

const MOST = 20

function tagsOutside(rows: readonly Row[]): string[] {
  if (rows.length === 0) return []
  const named = rows
    .slice(0, MOST)
    .map(({ id, machines, people }) => `${id} (${machines + people})`)
  const more = rows.length > MOST ? ` and ${rows.length - MOST} more` : ''
  return [
    `Tags in use that are no issues of the taxonomy: ${named.join(', ')}${more}. List them, or name each under the \`was\` of the one that means the same.`,
  ]
}

function nobodyUsed(kind: UsedKind, rows: readonly Row[], days: number): string[] {
  if (rows.length === 0) return []
  const ids = rows.map(({ id }) => id).join(', ')
  return [`${kind}s that nobody used in ${days} days: ${ids}. Take them out, if they are not new.`]
}

/** `issue:refund` as “the issue refund”. */
function shown(key: string): string {
  const [kind = '', ...id] = key.split(':')
  return `the ${kind} ${id.join(':')}`
}
