/** What a machine said of something, beside what a person said. */
export interface Answer {
  readonly right: string
  /** Null where it said nothing. */
  readonly guess: string | null
  /** From 0 to 1. */
  readonly confidence: number
}

/** How good answers are. Shares are from 0 to 1, and null where there is nothing to share. */
export interface Figures {
  readonly count: number
  /** Of all: those that are right. */
  readonly accuracy: number | null
  /** Of all: those that are sure enough. */
  readonly coverage: number | null
  /** Of those that are sure enough: those that are right. */
  readonly accuracyOfSure: number | null
  /** How far confidences are from how often they prove right, on average over ten steps (ECE): 0 is best. */
  readonly calibration: number | null
}

/** How often one label was taken for another. */
export interface Confusion {
  readonly right: string
  /** Null for nothing said. */
  readonly guess: string | null
  readonly count: number
}

/** Measures answers; those of at least `sure` are sure enough. */
export function figuresOf(answers: readonly Answer[], sure: number): Figures {
  const covered = answers.filter(({ guess, confidence }) => guess !== null && confidence >= sure)
  return {
    count: answers.length,
    accuracy: share(answers.filter(isRight).length, answers.length),
    coverage: share(covered.length, answers.length),
    accuracyOfSure: share(covered.filter(isRight).length, covered.length),
    calibration: calibrationOf(answers.filter(({ guess }) => guess !== null)),
  }
}

/** How often each label was taken for which, the commonest first. */
export function confusionsOf(answers: readonly Answer[]): readonly Confusion[] {
  const counts = new Map<string, Confusion>()
  for (const { right, guess } of answers) {
    const key = JSON.stringify([right, guess])
    counts.set(key, { right, guess, count: (counts.get(key)?.count ?? 0) + 1 })
  }
  return [...counts.values()].toSorted((one, other) => other.count - one.count)
}

function isRight({ right, guess }: Answer): boolean {
  return right === guess
}

const STEPS = 10

function calibrationOf(answers: readonly Answer[]): number | null {
  const steps = Array.from({ length: STEPS }, (): Answer[] => [])
  for (const answer of answers)
    steps[Math.min(STEPS - 1, Math.floor(answer.confidence * STEPS))]?.push(answer)
  const off = steps.map((step) => {
    const sure = step.reduce((sum, { confidence }) => sum + confidence, 0)
    return Math.abs(sure - step.filter(isRight).length)
  })
  return share(
    off.reduce((sum, one) => sum + one, 0),
    answers.length,
  )
}

function share(part: number, whole: number): number | null {
  return whole === 0 ? null : part / whole
}
