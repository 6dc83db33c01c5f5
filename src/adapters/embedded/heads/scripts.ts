import type { Language } from '../../../conversation/labels.ts'

/** Writings that one language alone of ours has. */
const TELLING: readonly (readonly [RegExp, Language])[] = [
  [/[\p{Script=Hiragana}\p{Script=Katakana}]/gu, 'ja'],
  [/\p{Script=Hangul}/gu, 'ko'],
  [/\p{Script=Thai}/gu, 'th'],
  [/\p{Script=Greek}/gu, 'el'],
  [/\p{Script=Hebrew}/gu, 'he'],
  [/\p{Script=Tamil}/gu, 'ta'],
  [/\p{Script=Bengali}/gu, 'bn'],
  [/\p{Script=Devanagari}/gu, 'hi'],
]

/** Letters by which one of several languages of a writing is known. */
const LETTERS: readonly (readonly [RegExp, Language])[] = [
  [/[ґєії]/iu, 'uk'],
  [/[ђћџљњј]/iu, 'sr'],
  [/[ыэё]/iu, 'ru'],
  [/[ٹڈڑےںھ]/u, 'ur'],
  [/[پچژگ]/u, 'fa'],
]

const GROUPS: readonly (readonly [RegExp, readonly Language[]])[] = [
  [/\p{Script=Han}/gu, ['zh', 'ja']],
  [/\p{Script=Cyrillic}/gu, ['ru', 'uk', 'bg', 'sr']],
  [/\p{Script=Arabic}/gu, ['ar', 'fa', 'ur']],
]

const LATIN: readonly Language[] =
  // prettier-ignore
  ['ca', 'cs', 'da', 'de', 'en', 'es', 'et', 'fi', 'fr', 'hr', 'hu', 'id', 'it', 'lt', 'lv', 'ms', 'nl', 'no', 'pl',
   'pt', 'ro', 'sk', 'sl', 'sr', 'sv', 'tl', 'tr', 'vi']

const ALL = /\p{L}/gu
/** Kana among Chinese characters are few, and tell; a Greek letter in a formula does not. */
const SHARE = 0.3
const MANY_KANA = 0.1

/** The languages that a text’s letters leave possible: one where they tell, none where it has no letters. */
export function writtenIn(text: string): readonly Language[] {
  const letters = count(text, ALL)
  if (letters === 0) return []
  for (const [pattern, language] of TELLING)
    if (count(text, pattern) / letters >= (language === 'ja' ? MANY_KANA : SHARE)) return [language]
  for (const [pattern, languages] of GROUPS)
    if (count(text, pattern) / letters >= SHARE) return narrowed(text, languages)
  return LATIN
}

function narrowed(text: string, languages: readonly Language[]): readonly Language[] {
  for (const [letter, language] of LETTERS)
    if (languages.includes(language) && letter.test(text)) return [language]
  return languages
}

function count(text: string, pattern: RegExp): number {
  return text.match(pattern)?.length ?? 0
}
