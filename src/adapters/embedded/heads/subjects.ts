import { PRIORITIES, type Priority } from '../../../conversation/conversation.ts'
import { SENTIMENTS, type Sentiment } from '../../../conversation/labels.ts'
import {
  abuseLessons,
  priorityLessons,
  sentimentLessons,
  spamLessons,
  type Lesson,
} from './lessons.ts'
import type { Row } from '../svm.ts'
import type { Taught } from './head.ts'
import { withCoarse } from './rows.ts'
import { CALIBRATION, type Calibration } from './calibration.ts'

/** What a head is to tell apart, and what it learns that from. Of a yes or no, only the yes is a label. */
export interface Subject<Label> {
  readonly labels: readonly Label[]
  readonly lessons: () => Lesson<Label>[]
  readonly calibration: Calibration
  /** Whether it looks for coarse words. */
  readonly coarse: boolean
}

/** All that heads tell, but the language. */
export const SUBJECTS = {
  sentiment: subject<Sentiment>(SENTIMENTS, sentimentLessons, CALIBRATION.sentiment),
  abuse: { ...subject<boolean>([true], abuseLessons, CALIBRATION.abuse), coarse: true },
  spam: subject<boolean>([true], spamLessons, CALIBRATION.spam),
  priority: subject<Priority>(PRIORITIES, priorityLessons, CALIBRATION.priority),
}

/** A text’s row, as far as the head of this subject looks. */
export function asSeenBy(subject: Subject<unknown>, row: Row, text: string): Row {
  return subject.coarse ? withCoarse(row, text) : row
}

/** Lessons as the head of this subject learns them. */
export function taught<Label>(
  subject: Subject<Label>,
  lessons: readonly Lesson<Label>[],
  rowOf: (text: string) => Row,
): Taught<Label>[] {
  return lessons.map(({ text, label }) => ({ row: asSeenBy(subject, rowOf(text), text), label }))
}

function subject<Label>(
  labels: readonly Label[],
  lessons: () => Lesson<Label>[],
  calibration: Calibration,
): Subject<Label> {
  return { labels, lessons: () => once(lessons()), calibration, coarse: false }
}

/** Of a phrase that stands in two sets, the first holds. */
function once<Label>(lessons: readonly Lesson<Label>[]): Lesson<Label>[] {
  const byText = new Map<string, Lesson<Label>>()
  for (const lesson of lessons) {
    const folded = lesson.text.toLowerCase()
    if (!byText.has(folded)) byText.set(folded, lesson)
  }
  return [...byText.values()]
}
