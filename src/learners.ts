import type { Logger } from 'pino'
import type { Settings } from './config.ts'
import type { Label } from './conversation/labels.ts'
import { examplesIn, MOST_CORRECTIONS } from './insights/lessons.ts'
import type { Example } from './insights/lessons.ts'
import type { Classifier, Correction, Labelling } from './ports.ts'

/** What a classifier learns from: the labels with their examples, and what people have corrected, the oldest first. */
interface Lesson {
  readonly labels: readonly Label[]
  readonly corrections: readonly Example[]
}

/** A classifier, and how it learns, where it does. */
export interface Learner extends Classifier {
  learn?(lesson: Lesson): Promise<void>
}

export interface Learning {
  /** They learn in the background what the settings' labels are and what people say, where that is news. */
  taught(settings: Settings): void
  /** A person said what a conversation is about: they learn it a while after the last who did. */
  corrected(): void
  stop(): Promise<void>
}

interface Deps {
  /** Those that there are now. */
  learners(): readonly Learner[]
  readonly labelling: Pick<Labelling, 'corrections'>
  readonly log: Logger
  /** Told when one of them answers by what it has learned. */
  readonly learned?: () => void
  /** Ms after the last correction in which no other comes, and after the first at most. */
  readonly wait?: number | undefined
  readonly longest?: number
}

/** Between two times of learning by corrections they do something else for so many times as long as it takes. */
const LEISURE = 4

/** Teaches classifiers the taxonomy, and what people correct: both as they are now, in the place of what they were. */
export function learning({
  learners,
  labelling,
  log,
  learned,
  wait = 60_000,
  longest = 600_000,
}: Deps): Learning {
  const pupils = () => learners().filter(({ learn }) => learn !== undefined)
  /** What each was taught last. */
  const taught = new WeakMap<Learner, string>()
  let taxonomy: Settings['taxonomy'] = { labels: [] }
  let corrections: readonly Correction[] = []
  let timer: NodeJS.Timeout | undefined
  let since: number | null = null
  /** Ms that learning took the last time. */
  let took = 0
  let isStopped = false
  let reading: Promise<void> = Promise.resolve()

  function learnSoon(): void {
    clearTimeout(timer)
    since = null
    if (isStopped || pupils().length === 0) return
    // One after the other, so that what was read last is taught last.
    reading = reading.then(teachAll)
  }

  async function teachAll(): Promise<void> {
    await readCorrections()
    const lesson = { labels: taxonomy.labels, corrections: examplesIn(corrections, taxonomy) }
    const now = JSON.stringify(lesson)
    if (isStopped) return
    for (const pupil of pupils()) {
      if (taught.get(pupil) === now) continue
      taught.set(pupil, now)
      void teach(pupil, lesson)
    }
  }

  async function readCorrections(): Promise<void> {
    try {
      corrections = await labelling.corrections(MOST_CORRECTIONS)
    } catch (error) {
      log.error({ error: kindOf(error) }, 'what people corrected could not be read')
    }
  }

  async function teach(learner: Learner, lesson: Lesson): Promise<void> {
    const began = performance.now()
    try {
      await learner.learn?.(lesson)
      took = performance.now() - began
      learned?.()
    } catch (error) {
      log.error({ classifier: learner.name, error: kindOf(error) }, 'the labels were not learned')
    }
  }

  return {
    taught(settings) {
      taxonomy = settings.taxonomy
      learnSoon()
    },
    corrected() {
      if (isStopped || pupils().length === 0) return
      const now = performance.now()
      since ??= now
      clearTimeout(timer)
      const pause = Math.max(wait, LEISURE * took)
      timer = setTimeout(learnSoon, Math.min(pause, since + longest - now))
      timer.unref()
    },
    async stop() {
      isStopped = true
      clearTimeout(timer)
      await reading
    },
  }
}

/** Its words could be a visitor’s. */
function kindOf(error: unknown): string {
  return error instanceof Error ? error.name : 'unknown'
}
