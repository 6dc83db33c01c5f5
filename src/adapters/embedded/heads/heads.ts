import type { Priority } from '../../../conversation/conversation.ts'
import type { Classification, Guess, Language, Sentiment } from '../../../conversation/labels.ts'
import { phrasesOf, STARTER_SETS } from '../starter/phrases.ts'
import type { Row } from '../svm.ts'
import { trainHead, weighed } from './head.ts'
import type { Identify } from './identify.ts'
import { createTell, type Tell } from './language.ts'
import type { Lesson } from './lessons.ts'
import { createRowBook, type RowBook } from './row-book.ts'
import { MEANING, rowOf, withMeaning } from './rows.ts'
import { asSeenBy, SUBJECTS, taught, type Subject } from './subjects.ts'

/** What heads say of a text; whose work it is, the topics say. */
export type Judgement = Pick<
  Classification,
  'sentiment' | 'language' | 'abuse' | 'spam' | 'priority'
>

export interface Heads {
  /**
   * `vector` is the encoder’s of the same text, null without an encoder or for a text that is not English:
   * then the words alone answer, and less surely. `languages` are those of the inbox, none for not known.
   */
  judge(text: string, vector: Float32Array | null, languages: readonly Language[]): Judgement
  /** The language alone: whoever wants to know first whether a text is English for the encoder. */
  tell: Tell
}

export interface HeadsDeps {
  readonly encoder: { readonly encode: (text: string) => Float32Array } | null
  /** fastText’s model, from `openIdentify`; null where it cannot be loaded: then letters and words answer. */
  readonly identify: Identify | null
  /** What people of the team corrected: each counts like a starter phrase. */
  readonly corrections?: readonly { readonly text: string; readonly label: Sentiment }[]
}

/** Teaches all heads from the starter phrases: half a second of work, pure but for reading those. */
export function trainHeads({ encoder, identify, corrections = [] }: HeadsDeps): Heads {
  const tell = createTell(identify, STARTER_SETS.flatMap(phrasesOf))
  const corrected = corrections.map(({ text, label }): Lesson<Sentiment> => ({
    text,
    label,
    language: tell(text, [])?.label ?? '',
  }))
  const book = createRowBook((text) => encoder?.encode(text) ?? new Float32Array(MEANING))
  const encoded = encoder !== null
  const sentiment = learn(SUBJECTS.sentiment, book, encoded, corrected)
  const abuse = learn(SUBJECTS.abuse, book, encoded)
  const spam = learn(SUBJECTS.spam, book, encoded)
  const priority = learn(SUBJECTS.priority, book, encoded)

  return {
    tell,
    judge(text, vector, languages) {
      const words = rowOf(text)
      const row = vector && isSound(vector) ? withMeaning(words, vector) : words
      const said = hasWords(text)
      return {
        sentiment: said ? likeliest(SUBJECTS.sentiment, sentiment(text, row)) : null,
        language: tell(text, languages),
        abuse: abuse(text, row)[0] ?? 0,
        spam: spam(text, row)[0] ?? 0,
        priority: said ? cautious(priority(text, row)) : null,
      }
    },
  }
}

/** Gives back what says how likely each of a subject’s labels is. */
function learn<Label>(
  subject: Subject<Label>,
  book: RowBook,
  encoded: boolean,
  more: readonly Lesson<Label>[] = [],
): (text: string, row: Row) => number[] {
  const { labels, calibration } = subject
  const lessons = [...subject.lessons(), ...more]
  const english = lessons.filter(({ language }) => language === 'en')
  const words = trainHead(labels, taught(subject, lessons, book.words))
  const meaning = encoded ? trainHead(labels, taught(subject, english, book.meaning)) : null

  return (text, row) => {
    const seen = asSeenBy(subject, row, text)
    return seen.meaning && meaning
      ? weighed(calibration.meaning, meaning(seen))
      : weighed(calibration.words, words({ ...seen, meaning: null }))
  }
}

function likeliest<Label>(
  { labels }: Subject<Label>,
  shares: readonly number[],
): Guess<Label> | null {
  const confidence = Math.max(...shares)
  const label = labels[shares.indexOf(confidence)]
  return label === undefined ? null : { label, confidence }
}

/** What calls people away from their work must be sure: what may be urgent, and may not, is high. */
const SURELY_URGENT = 0.6

function cautious(shares: readonly number[]): Guess<Priority> | null {
  const guess = likeliest(SUBJECTS.priority, shares)
  if (guess?.label !== 'urgent' || guess.confidence >= SURELY_URGENT) return guess
  const high = shares[SUBJECTS.priority.labels.indexOf('high')] ?? 0
  return { label: 'high', confidence: Math.min(1, guess.confidence + high) }
}

const WORDS = /[\p{L}\p{Extended_Pictographic}]|[:;][-']?[()D]|<3/u

/** A vector of another encoder, or one that went wrong, would make numbers that are none. */
function isSound(vector: Float32Array): boolean {
  return vector.length === MEANING && vector.every(Number.isFinite)
}

function hasWords(text: string): boolean {
  return WORDS.test(text)
}
