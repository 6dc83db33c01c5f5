import { LANGUAGES, type Language } from '../../../conversation/labels.ts'
import { commonWords } from '../starter/common-words.ts'
import type { Phrase } from '../starter/phrases.ts'

/** How much a text’s words speak for a language against the others, as a logarithm; 0 where they say nothing. */
export type Votes = (words: readonly string[], language: Language) => number

/** A word that a language was never seen to have may still be one of it. */
const UNSEEN = 0.02
/** So many words are asked; the rest would only say it again. */
const MOST_WORDS = 12

/** Knows words by the phrases given and each language’s commonest. */
export function createVotes(phrases: readonly Phrase[]): Votes {
  const languagesOf = new Map<string, Set<Language>>()
  const know = (word: string, language: Language) =>
    languagesOf.set(word, (languagesOf.get(word) ?? new Set()).add(language))

  for (const { text, language } of phrases) {
    const known = LANGUAGES.find((one) => one === language)
    if (known) for (const word of lettersOf(text)) know(word, known)
  }
  for (const [language, words] of commonWords()) for (const word of words) know(word, language)

  return (words, language) => {
    let sum = 0
    for (const word of words.slice(0, MOST_WORDS)) {
      const of = languagesOf.get(word)
      if (of) sum += Math.log(of.has(language) ? 1 / Math.sqrt(of.size) : UNSEEN)
    }
    return sum
  }
}

/** The words of a text with their accents, which here say much. */
export function lettersOf(text: string): string[] {
  return text.toLowerCase().match(/[\p{L}\p{M}]+(?:['’][\p{L}\p{M}]+)*/gu) ?? []
}
