import { labelNamed, SENTIMENTS } from '../../conversation/labels.ts'
import type { Corrected, Label, Sentiment } from '../../conversation/labels.ts'
import { isSmallTalk } from './everyday.ts'
import type { Topic } from './examples.ts'

/** What there is to learn: the team’s labels with their examples, and what its people corrected. */
export interface Lesson {
  readonly labels: readonly Label[]
  /** The oldest first. */
  readonly corrections: readonly Correction[]
}

export interface Correction {
  readonly text: string
  readonly kind: Corrected
  /** A label’s id, name or former id; of a sentiment its name. */
  readonly label: string
}

/** A topic with the id of its label. */
export interface Known extends Topic {
  readonly id: string
}

/** A lesson in the order of learning. */
export interface Course {
  readonly intents: readonly Known[]
  readonly departments: readonly Known[]
  readonly sentiments: readonly { readonly text: string; readonly label: Sentiment }[]
}

/** A department learns from its own examples and from those of the intents that are its work. */
export function courseOf({ labels, corrections }: Lesson): Course {
  const ofKind = (kind: Corrected) => corrections.filter((one) => one.kind === kind)
  // Where “hi” began a chat about a refund, the chat is about a refund; “hi” is not.
  const telling = (kind: Corrected) => ofKind(kind).filter(({ text }) => !isSmallTalk(text))
  const intents = topicsOf(labels, 'intent', telling('intent'))
  const departments = topicsOf(labels, 'department', telling('department')).map((department) => ({
    ...department,
    examples: [
      ...labels
        .filter((label) => label.kind === 'intent' && label.department === department.id)
        .flatMap(({ id }) => intents.find((intent) => intent.id === id)?.examples ?? []),
      ...department.examples,
    ],
  }))
  return {
    intents: intents.filter(hasExamples),
    departments: departments.filter(hasExamples),
    sentiments: ofKind('sentiment').flatMap(({ text, label }) => {
      const sentiment = SENTIMENTS.find((one) => one === label)
      return sentiment ? [{ text, label: sentiment }] : []
    }),
  }
}

function topicsOf(
  labels: readonly Label[],
  kind: 'intent' | 'department',
  corrections: readonly Correction[],
): Known[] {
  const own = labels.filter((label) => label.kind === kind)
  return own.map((label) => ({
    id: label.id,
    name: label.name,
    // Where there are too many, the last ones count: the team’s own, and the newest of what was corrected.
    examples: [
      ...corrections.filter((one) => labelNamed(own, one.label) === label).map(({ text }) => text),
      ...label.examples,
    ],
  }))
}

/** A name alone says too little. */
function hasExamples({ examples }: Topic): boolean {
  return examples.length > 0
}
