import type { Guess, Language } from '../../../conversation/labels.ts'
import type { Phrase } from '../starter/phrases.ts'
import type { Identify } from './identify.ts'
import { writtenIn } from './scripts.ts'
import { createVotes, lettersOf } from './word-votes.ts'

/** A text is read as far as this. */
const LONGEST = 400
const ADDRESSES = /https?:\/\/\S+|www\.\S+|\S{1,64}@\S+|[#@]\S+|\p{Extended_Pictographic}/gu

/** How much beside the model the words count. */
const WORDS = 0.5
/** Said everywhere: whoever writes no more than this has not shown a language. */
const ANYWHERE =
  /^(?:o+k+(?:ay|e|i)?|k+|h+m+|u+h+m*|u+m+|a+h+|o+h+|e+h+m*|l+o+l+|lmao|rofl|xd|(?:ha|he|hi|ja|je)+h?|wow|yay|hey|hi|hallo|no|test|ping|sorry|super|bravo|pls|thx|asdf\w*)$/u

/** What the model gives at least, so that words can still win. */
const LEAST = 0.002
/** How likely a visitor writes in a language that the inbox does not name, beside one that it does. */
const UNNAMED = 0.05
/** Without names: languages that fewer visitors write in. */
const SELDOM = 0.2
// prettier-ignore
const OFTEN = new Set<Language>(['en', 'de', 'es', 'fr', 'pt', 'it', 'nl', 'pl', 'tr', 'ru', 'ar', 'zh', 'ja', 'sv', 'id'])
/** Makes the shares as bold as they are right; found by crossing over the starter phrases. */
const BOLDNESS = 0.8
/** Below, nothing is said. */
const SURE = 0.5
const BY_LETTERS = 0.98

/** The language of a text, or null where it is not to be told: “ok”, a number, a smile. */
export type Tell = (text: string, languages: readonly Language[]) => Guess<Language> | null

/**
 * Tells languages by letters, by the model where there is one, and by words; `languages` are those that the
 * inbox’s visitors mostly write in, none for not known.
 */
export function createTell(identify: Identify | null, phrases: readonly Phrase[]): Tell {
  const votes = createVotes(phrases)

  return (whole, languages) => {
    const text = whole
      .slice(0, LONGEST)
      .toWellFormed()
      .replaceAll(ADDRESSES, ' ')
      .replaceAll(/\s+/gu, ' ')
      .trim()
    const possible = writtenIn(text)
    const [only, ...more] = possible
    if (only === undefined) return null
    if (more.length === 0) return { label: only, confidence: BY_LETTERS }

    const words = lettersOf(text)
    if (words.every((word) => ANYWHERE.test(word))) return null
    const likely = identify?.(text)
    const scores = possible.map((language) => {
      const seen = likely ? Math.log((likely.get(language) ?? 0) + LEAST) : 0
      return seen + WORDS * votes(words, language) + Math.log(prior(language, languages))
    })
    return surest(possible, scores)
  }
}

function prior(language: Language, languages: readonly Language[]): number {
  if (languages.length > 0) return languages.includes(language) ? 1 : UNNAMED
  return OFTEN.has(language) ? 1 : SELDOM
}

function surest(possible: readonly Language[], scores: readonly number[]): Guess<Language> | null {
  const most = Math.max(...scores)
  const shares = scores.map((score) => Math.exp(BOLDNESS * (score - most)))
  const label = possible[scores.indexOf(most)]
  const confidence = 1 / shares.reduce((sum, share) => sum + share, 0)
  return label === undefined || confidence < SURE ? null : { label, confidence }
}
