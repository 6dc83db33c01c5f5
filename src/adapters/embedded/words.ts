/** A text is read as far as this: what comes later says little about what the visitor wants. */
const LONGEST = 2_000

const FORMATS = /\p{Cf}+|\ufe0f/gu
// Of other scripts’ marks a word cannot lose one and be the same word.
const ACCENTS = /([\p{Script=Latin}\p{Script=Greek}])\p{M}+/gu
const APOSTROPHES = /(?<=\p{L})['’](?=\p{L})/gu
const WORDS = /[\p{L}\p{N}\p{M}]+|\p{Extended_Pictographic}|\p{Sc}/gu
/** These scripts put no space between words. */
const UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u

const segmenter = new Intl.Segmenter('en', { granularity: 'word' })

/** The words of a text in any language, without case and accents, in order. */
export function wordsOf(text: string): string[] {
  const folded = text
    .slice(0, LONGEST)
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(FORMATS, '')
    .replaceAll(ACCENTS, '$1')
    .normalize('NFC')
    .replaceAll(APOSTROPHES, '')
  return (folded.match(WORDS) ?? []).flatMap((run) => (UNSPACED.test(run) ? cut(run) : [run]))
}

function cut(run: string): string[] {
  return [...segmenter.segment(run)].map(({ segment }) => segment)
}
