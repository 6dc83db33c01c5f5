import { percent } from '../conversation/about.ts'
import { labelNow } from '../conversation/label-now.ts'
import type { Taxonomy } from '../conversation/labels.ts'
import type { Labelling, Verdict } from '../ports.ts'

type Sorted = Awaited<ReturnType<Labelling['sorted']>>

/** How a week’s labels fared, in a line of numbers and of the team’s own labels; null where nothing was sorted. */
export function weeklyLine(
  { conversations, lookedAt, verdicts }: Sorted,
  taxonomy: Taxonomy,
): string | null {
  if (conversations === 0) return null
  const wrong = verdicts.map((one) => named(one, taxonomy)).filter(({ from, to }) => from !== to)
  const corrected = new Set(wrong.map(({ conversation }) => conversation)).size
  const pair = mostConfused(wrong)
  return [
    `Last week ${many(conversations)} sorted; ${stood(corrected, lookedAt)}.`,
    ...(pair === null ? [] : [`Most confused: ${pair}.`]),
    '`npm run greenroom classify eval` says more.',
  ].join(' ')
}

function many(count: number): string {
  return count === 1 ? '1 conversation was' : `${count} conversations were`
}

function stood(corrected: number, lookedAt: number): string {
  if (lookedAt === 0) return 'people have looked at none of them yet'
  const share = percent((lookedAt - corrected) / lookedAt)
  return `people corrected ${corrected === 0 ? 'none' : corrected} of the ${lookedAt} they looked at: ${share} stood`
}

interface Wrong {
  readonly conversation: string
  readonly from: string
  readonly to: string
}

/** By the names that the labels have now: what only got another name was not wrong. */
function named({ conversation, kind, guess, said }: Verdict, taxonomy: Taxonomy): Wrong {
  const from = labelNow(taxonomy, kind, guess.id)?.name ?? guess.name
  const to = labelNow(taxonomy, kind, said.id)?.name ?? said.name
  return { conversation, from, to }
}

function mostConfused(wrong: readonly Wrong[]): string | null {
  const counts = new Map<string, number>()
  for (const { from, to } of wrong) {
    const pair = [from, to].toSorted().join(' ↔ ')
    counts.set(pair, (counts.get(pair) ?? 0) + 1)
  }
  const [most] = [...counts].toSorted((one, other) => other[1] - one[1])
  return most?.[0] ?? null
}
