import type { InboxId } from './ids.ts'
import type { Corrected, Label, Taxonomy } from './labels.ts'
import { labelNamed, labelsFor, SENTIMENTS } from './labels.ts'

/** What a person may say of a conversation. */
export interface LabelChoice {
  readonly kind: Corrected
  readonly id: string
  readonly name: string
  /** By what it is chosen: an intent by its name, all else after its kind: “department:Billing”. */
  readonly words: string
}

const KINDS = ['intent', 'department', 'sentiment'] as const satisfies readonly Corrected[]

/** All that a person may choose of these labels: intents, departments, then sentiments. */
export function labelChoices(labels: readonly Label[]): readonly LabelChoice[] {
  return KINDS.flatMap((kind) => labelsOf(labels, kind).map((label) => choice(kind, label)))
}

/**
 * The label that a person means by its id, name or former id, case aside: of an intent’s and a department’s, the
 * intent, unless its kind stands before it, as in “department:Billing”. Null where there is none.
 */
export function labelMeant(labels: readonly Label[], raw: string): LabelChoice | null {
  for (const kind of KINDS) {
    const words = raw.trim()
    const isNamed = words.toLowerCase().startsWith(`${kind}:`)
    const found = named(labels, kind, isNamed ? words.slice(kind.length + 1) : words)
    if (found) return choice(kind, found)
  }
  return null
}

/** The labels of an inbox that a person may say, sentiments aside. */
export function labelsUsed(taxonomy: Taxonomy, inbox: InboxId): readonly Label[] {
  return [...labelsFor(taxonomy, 'intent', inbox), ...labelsFor(taxonomy, 'department', inbox)]
}

type Named = Pick<LabelChoice, 'id' | 'name'>

function labelsOf(labels: readonly Label[], kind: Corrected): readonly Named[] {
  if (kind === 'sentiment') return SENTIMENTS.map((id) => ({ id, name: id }))
  return labels.filter((label) => label.kind === kind)
}

function named(labels: readonly Label[], kind: Corrected, words: string): Named | null {
  if (kind !== 'sentiment')
    return labelNamed(
      labels.filter((label) => label.kind === kind),
      words,
    )
  const wanted = words.trim().toLowerCase()
  return labelsOf(labels, kind).find(({ id }) => id === wanted) ?? null
}

function choice(kind: Corrected, { id, name }: Named): LabelChoice {
  return { kind, id, name, words: kind === 'intent' ? name : `${kind}:${name}` }
}
