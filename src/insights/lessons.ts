import { labelNow } from '../conversation/label-now.ts'
import type { Corrected, Taxonomy } from '../conversation/labels.ts'
import type { Correction } from '../ports.ts'

/** A text that people say is about a label of the taxonomy as it is now. */
export interface Example {
  readonly text: string
  readonly kind: Corrected
  readonly label: string
}

/** How many corrections are learned from: the newest. */
export const MOST_CORRECTIONS = 2_000

/**
 * What corrections, the newest first, teach: the oldest first. Each text once for its kind, with the newest label;
 * what the taxonomy has for an example of its own it knows better than one person.
 */
export function examplesIn(
  corrections: readonly Correction[],
  taxonomy: Taxonomy,
): readonly Example[] {
  const known = phrasesOf(taxonomy)
  const examples = new Map<string, Example>()
  for (const { kind, label, text } of corrections) {
    const words = folded(text)
    const key = `${kind} ${words}`
    if (words === '' || known.has(key) || examples.has(key)) continue
    const now = labelNow(taxonomy, kind, label)
    if (now) examples.set(key, { text, kind, label: now.id })
  }
  return [...examples.values()].toReversed()
}

/** The taxonomy’s own examples, each by its kind and `folded`. */
export function phrasesOf({ labels }: Taxonomy): ReadonlySet<string> {
  return new Set(
    labels.flatMap(({ kind, examples }) => examples.map((text) => `${kind} ${folded(text)}`)),
  )
}

/** A text by its words alone: two that are the same by it teach the same. */
export function folded(text: string): string {
  const words = text
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
  return words === '' ? text.trim() : words
}
