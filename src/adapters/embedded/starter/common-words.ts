import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { LANGUAGES, type Language } from '../../../conversation/labels.ts'

const HEADING = /^# ([a-z]{2})$/

/** Of each language that shares its letters with another: words that are in nearly every message. */
export function commonWords(): ReadonlyMap<Language, readonly string[]> {
  const lines = readFileSync(join(import.meta.dirname, 'common-words.txt'), 'utf8').split('\n')
  const words = new Map<Language, string[]>()
  let language: Language | undefined
  for (const line of lines) {
    const heading = HEADING.exec(line)?.[1]
    if (heading) language = LANGUAGES.find((known) => known === heading)
    else if (language) words.set(language, [...(words.get(language) ?? []), ...line.split(' ')])
  }
  return words
}
