import { cleanText } from '../../src/conversation/message.ts'
import type { Held, Said } from './ledger.ts'

/** What is wrong with what a far end holds, as ids; for what was never acknowledged, as its place. */
export interface Difference {
  readonly lost: readonly string[]
  readonly doubled: readonly string[]
  readonly outOfOrder: readonly string[]
  readonly changed: readonly string[]
}

/**
 * Compares what was said and taken, in order, with what a far end holds, in order. Held under no id that
 * was given for it counts as doubled: it was said once, and is there under another name.
 */
export function compare(said: readonly Said[], held: readonly Held[]): Difference {
  const places = new Map(said.map(({ message }, index) => [message ?? `#${index}`, index]))
  const found = new Set<string>()
  const doubled: string[] = []
  const outOfOrder: string[] = []
  const changed: string[] = []
  let last = -1
  for (const { id, text } of held) {
    const place = places.get(id)
    if (place === undefined || found.has(id)) {
      doubled.push(id)
      continue
    }
    found.add(id)
    if (place < last) outOfOrder.push(id)
    last = Math.max(last, place)
    if (text !== cleanText(said[place]?.text ?? '')) changed.push(id)
  }
  const lost = [...places.keys()].filter((id) => !found.has(id))
  return { lost, doubled, outOfOrder, changed }
}

/** Each fault once, though several looks found it. */
export function together(differences: readonly Difference[]): Difference {
  const all = (of: (one: Difference) => readonly string[]) => [...new Set(differences.flatMap(of))]
  return {
    lost: all(({ lost }) => lost),
    doubled: all(({ doubled }) => doubled),
    outOfOrder: all(({ outOfOrder }) => outOfOrder),
    changed: all(({ changed }) => changed),
  }
}
