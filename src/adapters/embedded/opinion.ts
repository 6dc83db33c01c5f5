import type { Classification, Guess, Label, LabelId, Language } from '../../conversation/labels.ts'
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
    language: spoken(language, choices.languages),
    abuse,
    spam,
  }
}

/** A text may well be in a language that the inbox does not name; but that is not to be said. */
function spoken(
  guess: Guess<Language> | null,
  languages: readonly Language[],
): Guess<Language> | null {
  const isNamed = guess && (languages.length === 0 || languages.includes(guess.label))
  return isNamed ? guess : null
}

function chosen(guess: Place | null, labels: readonly Label[]): Guess<LabelId> | null {
  const label = guess && labels[guess.place]
  return label ? { label: label.id, confidence: guess.confidence } : null
}
