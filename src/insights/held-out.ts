import { labelNow } from '../conversation/label-now.ts'
import type { Corrected, Taxonomy } from '../conversation/labels.ts'
import type { Correction } from '../ports.ts'
import { examplesIn, folded, phrasesOf } from './lessons.ts'
import type { Example } from './lessons.ts'

/** What a machine can be asked again, and what it should say. */
export interface Item<Its extends Correction = Correction> {
  readonly correction: Its
  readonly kind: Corrected
  /** The label’s id as it is now. */
  readonly right: string
}

export interface Items<Its extends Correction = Correction> {
  readonly items: readonly Item<Its>[]
  /** Corrections to labels that have left the taxonomy. */
  readonly retired: number
}

/** Corrections by the labels of today; the retired ones are counted alone. */
export function itemsOf<Its extends Correction>(
  corrections: readonly Its[],
  taxonomy: Taxonomy,
): Items<Its> {
  const items = corrections.flatMap((correction) => {
    const { kind } = correction
    const now = labelNow(taxonomy, kind, correction.label)
    return now ? [{ correction, kind, right: now.id }] : []
  })
  return { items, retired: corrections.length - items.length }
}

/** What is learned in one round, and what is asked after it. */
export interface Fold {
  readonly learned: readonly Example[]
  readonly asked: readonly Item[]
}

const FOLDS = 5

/**
 * Deals items into rounds: in each a part is asked that nothing was learned of, neither itself nor the same words from
 * another conversation. What the taxonomy has for an example, word by word, is never asked: that is always learned.
 */
export function foldsOf(items: readonly Item[], taxonomy: Taxonomy): readonly Fold[] {
  const phrases = phrasesOf(taxonomy)
  const askable = items.filter(({ correction, kind }) => {
    const words = folded(correction.opening)
    return words !== '' && !phrases.has(`${kind} ${words}`)
  })
  const groups = [...new Set(askable.map(groupOf))].toSorted()
  const folds = Math.min(FOLDS, groups.length)
  if (folds < 2) return []
  return Array.from({ length: folds }, (_, fold) => {
    const aside = new Set(groups.filter((_, place) => place % folds === fold))
    const others = items.filter(
      (item) => !aside.has(groupOf(item)) && !aside.has(folded(item.correction.text)),
    )
    return {
      learned: examplesIn(
        others.map(({ correction }) => correction),
        taxonomy,
      ),
      asked: askable.filter((item) => aside.has(groupOf(item))),
    }
  })
}

function groupOf({ correction }: Item): string {
  return folded(correction.opening)
}
