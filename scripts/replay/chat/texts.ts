/** What is wrong with a sequence of texts, as texts. */
export interface TextDifference {
  readonly lost: readonly string[]
  readonly doubled: readonly string[]
  readonly outOfOrder: readonly string[]
}

/** Compares what was said, in order, with what is held, in order; the same text may be said several times. */
export function compareTexts(said: readonly string[], held: readonly string[]): TextDifference {
  const kept = inOrder(said, held)
  const moved = without(held, kept)
  const missing = without(said, kept)
  const lost = without(missing, moved)
  const doubled = without(moved, missing)
  return { lost, doubled, outOfOrder: without(moved, doubled) }
}

/** The longest sequence that both have in the same order. */
function inOrder(said: readonly string[], held: readonly string[]): string[] {
  // How long it is of what follows in both, by the places in both.
  const row = () => Array.from({ length: held.length + 1 }, () => 0)
  const longest = Array.from({ length: said.length + 1 }, row)
  const at = (i: number, j: number) => longest[i]?.[j] ?? 0
  for (let i = said.length - 1; i >= 0; i -= 1) {
    const here = longest[i] ?? []
    for (let j = held.length - 1; j >= 0; j -= 1) {
      here[j] = said[i] === held[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1))
    }
  }
  const found: string[] = []
  for (let i = 0, j = 0; i < said.length && j < held.length;) {
    const text = said[i] ?? ''
    if (text === held[j]) {
      found.push(text)
      i += 1
      j += 1
    } else if (at(i + 1, j) >= at(i, j + 1)) i += 1
    else j += 1
  }
  return found
}

/** What is in `all` more often than in `taken`. */
function without(all: readonly string[], taken: readonly string[]): string[] {
  const left = new Map<string, number>()
  for (const text of taken) left.set(text, (left.get(text) ?? 0) + 1)
  return all.filter((text) => {
    const count = left.get(text) ?? 0
    left.set(text, count - 1)
    return count <= 0
  })
}
