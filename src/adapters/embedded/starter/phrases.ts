import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** What Greenroom was taught before it met a team: short messages written for it, a file for each set. */
export type StarterSet =
  | 'background'
  | 'sentiment-negative'
  | 'sentiment-neutral'
  | 'sentiment-positive'
  | 'abuse'
  | 'abuse-not'
  | 'spam'
  | 'spam-not'
  | 'priority-urgent'
  | 'priority-high'
  | 'priority-low'

export const STARTER_SETS = [
  'background',
  'sentiment-negative',
  'sentiment-neutral',
  'sentiment-positive',
  'abuse',
  'abuse-not',
  'spam',
  'spam-not',
  'priority-urgent',
  'priority-high',
  'priority-low',
] as const satisfies readonly StarterSet[]

export interface Phrase {
  readonly text: string
  /** Its ISO 639-1 tag. */
  readonly language: string
}

/** A line of its own: all phrases after it are of this language. */
const HEADING = /^# ([a-z]{2})$/

/** The phrases of a set, in the order of its file. */
export function phrasesOf(set: StarterSet): readonly Phrase[] {
  const lines = readFileSync(join(import.meta.dirname, `${set}.txt`), 'utf8').split('\n')
  const phrases: Phrase[] = []
  let language = 'en'
  for (const line of lines) {
    const heading = HEADING.exec(line)?.[1]
    if (heading) language = heading
    else if (line.trim() !== '') phrases.push({ text: line.trim(), language })
  }
  return phrases
}
