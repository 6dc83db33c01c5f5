import type { Logger } from 'pino'
import type { Classification } from '../../conversation/labels.ts'
import type { Choices, Classifier } from '../../ports.ts'
import { courseOf, type Lesson } from './lesson.ts'
import type { FromWorker, Opinion, Question } from './letters.ts'
import { classificationOf } from './opinion.ts'
import { startThread } from './thread.ts'

/** A classifier inside this process, in a thread of its own: without a key, without a network. */
export interface Embedded extends Classifier {
  /**
   * Learns a lesson in place of all before it, and answers by the last one meanwhile. Resolves once it
   * answers by this one or a newer one, or it is clear that it never will; it never rejects.
   */
  learn(lesson: Lesson): Promise<void>
}

export interface EmbeddedDeps {
  readonly log: Logger
  /** What the thread runs. */
  readonly entry?: URL
  /** ms for an answer. */
  readonly limit?: number
  /** ms of silence after which a thread that has been asked is replaced. */
  readonly silence?: number
  /** Questions that may wait at once. */
  readonly atOnce?: number
}

/** Starts the thread. Until it has learnt its first lesson, and where it is asked too much, the answer is null. */
export function createEmbedded({
  log,
  entry = new URL('./worker.ts', import.meta.url),
  limit = 2_000,
  silence = 60_000,
  atOnce = 64,
}: EmbeddedDeps): Embedded {
  const waiting = new Map<number, (opinion: Opinion | null) => void>()
  const learning = new Map<number, () => void>()
  let last: { readonly number: number; readonly lesson: Lesson } | null = null
  let questions = 0
  let isOff = false
  let heard = performance.now()

  const thread = startThread({ log, entry, hear, begun, gaveUp })

  function hear(letter: FromWorker) {
    heard = performance.now()
    if (letter.kind === 'answer') waiting.get(letter.question)?.(letter.opinion)
    else if (letter.kind === 'learned') learnt(letter.lesson, letter.examples)
    else if (letter.kind === 'stumbled')
      log.warn({ reason: letter.reason }, 'the classifier has no answer to a text')
    else {
      const { part, reason } = letter
      log.warn({ part, reason }, 'the classifier does without a part that cannot be loaded')
    }
  }

  function learnt(number: number, examples: number) {
    log.info({ examples }, 'the classifier has learnt')
    for (const [lesson, done] of learning) if (lesson <= number) done()
  }

  function begun() {
    heard = performance.now()
    for (const answer of waiting.values()) answer(null)
    if (last) thread.post({ kind: 'learn', lesson: last.number, course: courseOf(last.lesson) })
  }

  function gaveUp() {
    isOff = true
    for (const answer of waiting.values()) answer(null)
    for (const done of learning.values()) done()
  }

  function asked(about: Question): Promise<Opinion | null> {
    const question = (questions += 1)
    return new Promise((resolve) => {
      const late = setTimeout(() => {
        if (performance.now() - heard > silence) thread.replace()
        answer(null)
      }, limit)
      const answer = (opinion: Opinion | null) => {
        clearTimeout(late)
        waiting.delete(question)
        rest()
        resolve(opinion)
      }
      waiting.set(question, answer)
      thread.holds(true)
      thread.post({ kind: 'ask', question, about })
    })
  }

  function rest() {
    if (waiting.size + learning.size === 0) thread.holds(false)
  }

  return {
    name: 'embedded',
    async learn(lesson) {
      if (isOff) return
      const number = (last?.number ?? 0) + 1
      last = { number, lesson }
      thread.holds(true)
      thread.post({ kind: 'learn', lesson: number, course: courseOf(lesson) })
      await new Promise<void>((resolve) => {
        learning.set(number, () => {
          learning.delete(number)
          rest()
          resolve()
        })
      })
    },
    async classify(text: string, choices: Choices): Promise<Classification | null> {
      if (isOff || waiting.size >= atOnce) return null
      const opinion = await asked({
        text,
        intents: choices.intents.map(({ id }) => id),
        departments: choices.departments.map(({ id }) => id),
        languages: choices.languages,
      })
      return opinion && classificationOf(opinion, choices)
    },
    async stop() {
      gaveUp()
      await thread.stop()
    },
  }
}
