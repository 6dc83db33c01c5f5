import type { Classification, Guess, Label, LabelId } from '../../conversation/labels.ts'
import type { Choices } from '../../ports.ts'
import type { Opinion, Place } from './letters.ts'

/** An opinion in the labels that were asked about: what stands at no place of theirs is left out. */
export function classificationOf(opinion: Opinion, choices: Choices): Classification {
  const { priority, sentiment, language, abuse, spam } = opinion
  return {
    intent: chosen(opinion.intent, choices.intents),
    department: chosen(opinion.department, choices.departments),
    priority,
    sentiment,
    language,
    abuse,
    spam,
  }
}

function chosen(guess: Place | null, labels: readonly Label[]): Guess<LabelId> | null {
  const label = guess && labels[guess.place]
  return label ? { label: label.id, confidence: guess.confidence } : null
}
