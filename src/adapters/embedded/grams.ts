import { wordsOf } from './words.ts'

const SHORTEST = 3
const LONGEST = 5

/** What a text is counted by: `words` are its words and pairs of them, `pieces` 3 to 5 letters of one word. */
export interface Grams {
  readonly words: readonly string[]
  readonly pieces: readonly string[]
}

/** Words may be spelled wrongly and inflected: the pieces see what is left of them. */
export function gramsOf(text: string): Grams {
  const words = wordsOf(text)
  const pairs = words.slice(1).map((word, place) => `${words[place]} ${word}`)
  return { words: [...words, ...pairs], pieces: words.flatMap(piecesOf) }
}

/** A space marks where the word begins and ends, so that what it begins with counts as such. */
function piecesOf(word: string): string[] {
  const letters = [' ', ...Array.from(word), ' ']
  const pieces: string[] = []
  for (let size = SHORTEST; size <= LONGEST; size += 1) {
    if (letters.length <= size) {
      pieces.push(letters.join(''))
      break
    }
    for (let from = 0; from + size <= letters.length; from += 1)
      pieces.push(letters.slice(from, from + size).join(''))
  }
  return pieces
}
