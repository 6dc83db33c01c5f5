import type { Settings } from '../config.ts'
import { percent } from '../conversation/about.ts'
import { labelNow } from '../conversation/label-now.ts'
import type { Corrected } from '../conversation/labels.ts'
import { confusionsOf, figuresOf } from '../insights/answers.ts'
import type { Answer, Confusion, Figures } from '../insights/answers.ts'

/** What machines said of one kind, measured. */
export interface Measured {
  readonly kind: Corrected
  readonly figures: Figures
  readonly confusions: readonly Confusion[]
}

type Named = Pick<Settings, 'taxonomy'>

const KINDS = ['intent', 'department', 'sentiment'] as const satisfies readonly Corrected[]

/** Measures answers kind by kind, the kinds without any left out. */
export function measured(
  answers: readonly { readonly kind: Corrected; readonly answer: Answer }[],
  sure: number,
): readonly Measured[] {
  return KINDS.flatMap((kind) => {
    const of = answers.filter((one) => one.kind === kind).map(({ answer }) => answer)
    if (of.length === 0) return []
    return [{ kind, figures: figuresOf(of, sure), confusions: confusionsOf(of) }]
  })
}

/** Figures in lines for people, and under them for each label what it was taken for. */
export function linesOf(all: readonly Measured[], sure: number, settings: Named): string[] {
  return all.flatMap(({ kind, figures, confusions }) => [
    `  ${kind}s: ${inWords(figures, sure)}`,
    ...takenFor(kind, confusions, settings).map((line) => `    ${line}`),
  ])
}

function inWords(figures: Figures, sure: number): string {
  const { count, accuracy, coverage, accuracyOfSure, calibration } = figures
  return [
    `${count} asked, ${shown(accuracy)} right`,
    `${shown(coverage)} at least ${percent(sure)} sure${accuracyOfSure === null ? '' : `, of these ${shown(accuracyOfSure)} right`}`,
    calibration === null ? 'nothing answered' : `calibration error ${calibration.toFixed(2)}`,
  ].join(' · ')
}

function shown(share: number | null): string {
  return share === null ? '–' : percent(share)
}

/** “Refund (14): 9 right, 3 Order status, 2 nothing”. */
function takenFor(
  kind: Corrected,
  confusions: readonly Confusion[],
  { taxonomy }: Named,
): string[] {
  const name = (id: string) => labelNow(taxonomy, kind, id)?.name ?? id
  const rights = [...new Set(confusions.map(({ right }) => right))]
  const rows = rights.map((right) => {
    const of = confusions.filter((one) => one.right === right)
    const parts = of.map(({ guess, count }) => {
      if (guess === right) return `${count} right`
      return `${count} ${guess === null ? 'nothing' : name(guess)}`
    })
    const count = of.reduce((sum, one) => sum + one.count, 0)
    return { count, text: `${name(right)} (${count}): ${parts.join(', ')}` }
  })
  return rows.toSorted((one, other) => other.count - one.count).map(({ text }) => text)
}
