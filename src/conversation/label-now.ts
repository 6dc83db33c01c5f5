import type { Corrected, Taxonomy } from './labels.ts'
import { labelNamed, SENTIMENTS } from './labels.ts'

/** The label that an earlier one is by now: the same, or the one that names it under `was`. Null where it has left the taxonomy. */
export function labelNow(
  { labels }: Taxonomy,
  kind: Corrected,
  id: string,
): { readonly id: string; readonly name: string } | null {
  if (kind === 'sentiment') {
    const sentiment = SENTIMENTS.find((one) => one === id)
    return sentiment ? { id: sentiment, name: sentiment } : null
  }
  return labelNamed(
    labels.filter((label) => label.kind === kind),
    id,
  )
}
