import { MAX_TEXT } from '../conversation/message.ts'

/** A text's words, to look words and phrases up in. */
export interface Said {
  has(phrase: string): boolean
}

/** Of some letters one is written as several (“ﷺ” as eighteen): a text grows no longer than this. */
const LONGEST = 2 * MAX_TEXT

const FORMATS = /\p{Cf}+|\ufe0f/gu
// Of other scripts’ marks a word cannot lose one and be the same word.
const ACCENTS = /([\p{Script=Latin}\p{Script=Greek}])\p{M}+/gu
const VOWEL_POINTS = /[\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u064b-\u065f\u0670]+/gu
const OTHER_FORMS = /[ßøłđæœıςё]/gu
const SAME: Readonly<Record<string, string>> = {
  ß: 'ss',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  æ: 'ae',
  œ: 'oe',
  ı: 'i',
  ς: 'σ',
  ё: 'е',
}
// These scripts put no space between words; and each emoji and each currency sign is a word.
const ALONE =
  /\p{Script=Han}|\p{Script=Hiragana}|\p{Script=Katakana}|\p{Script=Thai}|\p{Script=Lao}|\p{Script=Khmer}|\p{Script=Myanmar}|\p{Extended_Pictographic}|\p{Sc}/gu
const BETWEEN_WORDS = /[^\p{L}\p{N}\p{M}\p{Extended_Pictographic}\p{Sc}]+/gu

/** What a text says, word by word. Its words are compared without case and accents. */
export function said(text: string): Said {
  const words = wordsOf(text)
  const each = new Set(words)
  const all = ` ${words.join(' ')} `
  return {
    has(phrase) {
      const sought = wordsOf(phrase)
      const [first = ''] = sought
      // Most phrases end here, however long the text is.
      if (!each.has(first)) return false
      return sought.length === 1 || all.includes(` ${sought.join(' ')} `)
    },
  }
}

/** The words of a text as they are compared; none when there is nothing in it but signs. */
export function wordsOf(text: string): string[] {
  const spelled = text
    .slice(0, MAX_TEXT)
    .normalize('NFKD')
    .slice(0, LONGEST)
    .toLowerCase()
    .replaceAll(FORMATS, '')
    .replaceAll(ACCENTS, '$1')
    .replaceAll(VOWEL_POINTS, '')
    .normalize('NFC')
    .replaceAll(OTHER_FORMS, (letter) => SAME[letter] ?? letter)
  return spelled
    .replaceAll(BETWEEN_WORDS, ' ')
    .replaceAll(ALONE, ' $& ')
    .split(' ')
    .filter((word) => word !== '')
}
