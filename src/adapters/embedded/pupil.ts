import type { Encoder } from './encoder/encoder.ts'
import { trainHeads, type Heads } from './heads/heads.ts'
import type { Identify } from './heads/identify.ts'
import type { Course } from './lesson.ts'
import type { FromWorker, Question, ToWorker } from './letters.ts'
import { learnMeanings, learnWords, opinionOf, type Mind } from './mind.ts'
import { rememberedMeanings } from './remembered-meanings.ts'
import { inTurns } from './steps.ts'

interface PupilDeps {
  readonly encoder: Encoder | null
  readonly identify: Identify | null
  readonly tell: (letter: FromWorker) => void
}

/**
 * Learns what it is taught and answers what it is asked, in turns: while it learns anew it answers by what
 * it knew before. Of several lessons the newest counts. Answers null until it has learnt something.
 */
export function createPupil({ encoder, identify, tell }: PupilDeps) {
  const meanings = encoder && rememberedMeanings(encoder)
  let newest = 0
  let mind: Mind | null = null
  let heads: Heads | null = null
  let corrected = ''

  function felt({ sentiments }: Course): Heads {
    const now = JSON.stringify(sentiments)
    if (!heads || now !== corrected)
      heads = trainHeads({ encoder, identify, corrections: sentiments })
    corrected = now
    return heads
  }

  async function learn(lesson: number, course: Course) {
    newest = lesson
    const isStale = () => newest !== lesson
    const byWords = await inTurns(learnWords(course), isStale)
    if (!byWords) return
    felt(course)
    mind ??= byWords
    const whole = meanings
      ? await inTurns(learnMeanings(byWords, course, meanings.ofExample), isStale)
      : byWords
    if (!whole) return
    mind = whole
    meanings?.forgetOthers()
    const examples = [...course.intents, ...course.departments].flatMap((one) => one.examples)
    tell({ kind: 'learned', lesson, examples: examples.length })
  }

  function answered(about: Question) {
    if (!mind || !heads) return null
    try {
      return opinionOf(mind, heads, meanings ? meanings.ofText : () => null, about)
    } catch (error) {
      // No text may end the thread: whoever sent it again and again would switch the classifier off.
      tell({ kind: 'stumbled', reason: error instanceof Error ? error.name : typeof error })
      return null
    }
  }

  return {
    read(letter: ToWorker) {
      if (letter.kind === 'learn') void learn(letter.lesson, letter.course)
      else tell({ kind: 'answer', question: letter.question, opinion: answered(letter.about) })
    },
  }
}
