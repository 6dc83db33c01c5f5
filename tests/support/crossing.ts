import { dealt } from '../../src/adapters/embedded/folds.ts'
import { trainHead, weighed } from '../../src/adapters/embedded/heads/head.ts'
import { createRowBook } from '../../src/adapters/embedded/heads/row-book.ts'
import { MEANING } from '../../src/adapters/embedded/heads/rows.ts'
import { taught, type Subject } from '../../src/adapters/embedded/heads/subjects.ts'

const FOLDS = 5
const SEED = 3

/** A phrase that a head had not seen, and what it made of it. */
export interface Held<Label> {
  readonly text: string
  readonly language: string
  readonly label: Label
  readonly distances: readonly number[]
}

/** Judges each of a subject’s phrases by a head that learned only from the other four fifths. */
export function crossed<Label>(subject: Subject<Label>, by: 'words' | 'meaning'): Held<Label>[] {
  const { labels, lessons } = subject
  const used = lessons().filter(({ language }) => by === 'words' || language === 'en')
  const book = createRowBook(() => new Float32Array(MEANING))
  const rows = taught(subject, used, book[by])
  const all = [...new Set(used.map(({ label }) => label))]
  const fold = dealt(
    used.map(({ label }) => all.indexOf(label)),
    FOLDS,
    SEED,
  )
  const heads = Array.from({ length: FOLDS }, (_, out) =>
    trainHead(
      labels,
      rows.filter((__, place) => fold[place] !== out),
    ),
  )
  return used.map((lesson, place) => {
    const row = rows[place]?.row
    const head = heads[fold[place] ?? 0]
    return { ...lesson, distances: row && head ? head(row) : [] }
  })
}

export interface Figures {
  readonly accuracy: number
  readonly macroRecall: number
  readonly macroF1: number
  /** How far confidence and truth lie apart, on the whole. */
  readonly calibrationError: number
  readonly precision: ReadonlyMap<unknown, number>
  readonly recall: ReadonlyMap<unknown, number>
}

interface Answer {
  readonly label: unknown
  readonly said: unknown
  readonly confidence: number
}

/** What a subject’s calibration makes of held-out phrases, in numbers from 0 to 1. */
export function figures<Label>(
  { labels, calibration }: Subject<Label>,
  by: 'words' | 'meaning',
  held: readonly Held<Label>[],
): Figures {
  const answers = held.map(({ label, distances }): Answer => {
    const shares = weighed(calibration[by], distances)
    const most = Math.max(...shares)
    if (labels.length === 1)
      return { label, said: most >= 0.5, confidence: Math.max(most, 1 - most) }
    return { label, said: labels[shares.indexOf(most)], confidence: most }
  })
  return figuresOf(answers)
}

function figuresOf(answers: readonly Answer[]): Figures {
  const names = [...new Set(answers.map(({ label }) => label))]
  const right = answers.filter(({ label, said }) => label === said).length
  const precision = new Map(
    names.map((name) => [name, share(answers.filter(({ said }) => said === name))]),
  )
  const recall = new Map(
    names.map((name) => [name, share(answers.filter(({ label }) => label === name))]),
  )
  const f1 = names.map((name) => {
    const p = precision.get(name) ?? 0
    const r = recall.get(name) ?? 0
    return p + r === 0 ? 0 : (2 * p * r) / (p + r)
  })
  return {
    accuracy: right / answers.length,
    macroRecall: mean([...recall.values()]),
    macroF1: mean(f1),
    calibrationError: calibrationError(answers),
    precision,
    recall,
  }
}

/** Expected calibration error over ten bins. */
function calibrationError(answers: readonly Answer[]): number {
  const bins = Map.groupBy(answers, ({ confidence }) => Math.min(9, Math.floor(confidence * 10)))
  let error = 0
  for (const bin of bins.values()) {
    const off = share(bin) - mean(bin.map(({ confidence }) => confidence))
    error += (Math.abs(off) * bin.length) / answers.length
  }
  return error
}

function share(answers: readonly Answer[]): number {
  if (answers.length === 0) return 0
  return answers.filter(({ label, said }) => label === said).length / answers.length
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}
