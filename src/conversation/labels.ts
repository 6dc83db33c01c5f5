import type { Priority } from './conversation.ts'
import type { InboxId } from './ids.ts'

declare const brand: unique symbol

/** The id of a label that stands in the team’s taxonomy. Only `labelNamed` and `labelsFor` give one out. */
export type LabelId = string & { readonly [brand]: 'LabelId' }

export type Sentiment = 'negative' | 'neutral' | 'positive'
export const SENTIMENTS = [
  'negative',
  'neutral',
  'positive',
] as const satisfies readonly Sentiment[]

/** What labels of the team’s own say: what the visitor wants, whose work that is, what it is about. */
export type LabelKind = 'intent' | 'department' | 'issue'
export const LABEL_KINDS = ['intent', 'department', 'issue'] as const satisfies readonly LabelKind[]

/** One label of the taxonomy. A department’s id is its team’s. */
export interface Label {
  readonly kind: LabelKind
  readonly id: LabelId
  /** As people read it. */
  readonly name: string
  /** The inboxes that use it; null for all. */
  readonly inboxes: readonly InboxId[] | null
  /** Ids that it had before: what was labelled so keeps its meaning. */
  readonly was: readonly string[]
  /** What visitors write who mean it. */
  readonly examples: readonly string[]
  /** Of an intent: whose work it is, and how urgent it mostly is. */
  readonly department: LabelId | null
  readonly priority: Priority | null
}

/** All labels that people and machines may choose from; nobody may choose anything else. */
export interface Taxonomy {
  readonly labels: readonly Label[]
}

/** The labels of a kind that an inbox uses, in their order. */
export function labelsFor(taxonomy: Taxonomy, kind: LabelKind, inbox: InboxId): readonly Label[] {
  return taxonomy.labels.filter(
    (label) => label.kind === kind && (label.inboxes?.includes(inbox) ?? true),
  )
}

/** The label of that id, name or former id, case aside; null where there is none. */
export function labelNamed(labels: readonly Label[], raw: string): Label | null {
  const named = raw.trim().toLowerCase()
  return (
    labels.find(({ id }) => id === named) ??
    labels.find(({ name }) => name.toLowerCase() === named) ??
    labels.find(({ was }) => was.includes(named)) ??
    null
  )
}

/** A label, and how sure a machine is of it: calibrated, from 0 to 1. */
export interface Guess<Its> {
  readonly label: Its
  readonly confidence: number
}

/** Languages by their ISO 639-1 tags: all that a machine may call one. */
// prettier-ignore
export const LANGUAGES = [
  'ar', 'bg', 'bn', 'ca', 'cs', 'da', 'de', 'el', 'en', 'es', 'et', 'fa', 'fi', 'fr', 'he', 'hi', 'hr', 'hu', 'id',
  'it', 'ja', 'ko', 'lt', 'lv', 'ms', 'nl', 'no', 'pl', 'pt', 'ro', 'ru', 'sk', 'sl', 'sr', 'sv', 'ta', 'th', 'tl',
  'tr', 'uk', 'ur', 'vi', 'zh',
] as const
export type Language = (typeof LANGUAGES)[number]

/**
 * What a machine makes of a visitor’s words. Labels and numbers only: no field of it can hold a word that
 * does not stand in the taxonomy or in this file, so none can travel from a model to a visitor.
 */
export interface Classification {
  readonly intent: Guess<LabelId> | null
  readonly department: Guess<LabelId> | null
  readonly priority: Guess<Priority> | null
  readonly sentiment: Guess<Sentiment> | null
  readonly language: Guess<Language> | null
  /** Probabilities from 0 to 1. */
  readonly abuse: number
  readonly spam: number
}

/** A label as a conversation has it: its name then, and how sure a machine was; null where a person said so. */
export interface Given {
  readonly id: string
  readonly name: string
  readonly confidence: number | null
}

/** What a conversation is known to be about. */
export interface Labels {
  readonly intent?: Given
  readonly department?: Given
  readonly priority?: Given
  readonly sentiment?: Given
  readonly language?: Given
  readonly abuse?: number
  readonly spam?: number
}

/** What a person may correct. */
export type Corrected = 'intent' | 'department' | 'sentiment'

/**
 * What a conversation is about once a machine has said this of it, too: a department goes with its intent. `anew`:
 * it is of other words than what was said before, which then holds no more of what the visitor wants.
 */
export function relabelled(before: Labels = {}, said: Labels, anew = false): Labels {
  if (anew) return relabelled(withoutTopic(before), said)
  const { department, ...rest } = before
  const isOthers = said.intent !== undefined && said.intent.id !== before.intent?.id
  return { ...rest, ...(department && !isOthers ? { department } : {}), ...said }
}

function withoutTopic(labels: Labels): Labels {
  const { intent: _, department: __, ...rest } = labels
  return rest
}
