import { readMeanings } from '../starter/meanings.ts'
import type { Row } from '../svm.ts'
import { rowOf, withMeaning } from './rows.ts'

export interface RowBook {
  words(text: string): Row
  /** With what the text means: out of the starter phrases’ file, or else asked of the encoder, which takes 5 ms. */
  meaning(text: string): Row
}

/** Makes a row of each phrase once, as most phrases teach several heads. */
export function createRowBook(encode: (text: string) => Float32Array): RowBook {
  const known = readMeanings()
  const words = kept(rowOf)
  return {
    words,
    meaning: kept((text) => withMeaning(words(text), known(text) ?? encode(text))),
  }
}

function kept(make: (text: string) => Row): (text: string) => Row {
  const rows = new Map<string, Row>()
  return (text) => {
    const row = rows.get(text) ?? make(text)
    rows.set(text, row)
    return row
  }
}
