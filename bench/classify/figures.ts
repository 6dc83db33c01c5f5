/** One answer: the likeliest label’s confidence, whether it was right, and whether it was given at all. */
export interface Answered {
  readonly confidence: number
  readonly isRight: boolean
}

/** From this on the settings’ default lets a guess fulfil a rule. */
export const SURE = 0.6
const WANTED = 0.9
const BINS = 10

/** Figures of one run, all in percent. */
export interface Figures {
  readonly right: number
  /** Of the answers, those that are sure; and of those, the right ones. */
  readonly sure: number
  readonly surelyRight: number
  /** How many can be answered, the surest first, so that 90 % of them are right. */
  readonly at90: number
  /** How far confidence is from the share of right answers (expected calibration error, 10 bins). */
  readonly calibration: number
}

export function figuresOf(answers: readonly Answered[]): Figures {
  const sure = answers.filter(({ confidence }) => confidence >= SURE)
  return {
    right: share(answers.filter(({ isRight }) => isRight).length, answers.length),
    sure: share(sure.length, answers.length),
    surelyRight: share(sure.filter(({ isRight }) => isRight).length, sure.length),
    at90: share(answeredAt(answers, WANTED), answers.length),
    calibration: calibrationOf(answers),
  }
}

function answeredAt(answers: readonly Answered[], wanted: number): number {
  const surest = answers.toSorted((one, other) => other.confidence - one.confidence)
  let right = 0
  let most = 0
  for (const [place, { isRight }] of surest.entries()) {
    if (isRight) right += 1
    if (right / (place + 1) >= wanted) most = place + 1
  }
  return most
}

function calibrationOf(answers: readonly Answered[]): number {
  const bins = Map.groupBy(answers, ({ confidence }) =>
    Math.min(BINS - 1, Math.floor(confidence * BINS)),
  )
  let off = 0
  for (const inside of bins.values()) {
    const right = inside.filter(({ isRight }) => isRight).length
    off += Math.abs(right - inside.reduce((sum, { confidence }) => sum + confidence, 0))
  }
  return share(off, answers.length)
}

/** How well confidence tells what belongs to a label from what belongs to none (AUROC), and the share of the latter that is not sure. */
export function outsideOf(inside: readonly number[], outside: readonly number[]) {
  const all = [
    ...inside.map((confidence) => ({ confidence, wins: 1 })),
    ...outside.map((confidence) => ({ confidence, wins: 0 })),
  ].toSorted((one, other) => one.confidence - other.confidence)
  let below = 0
  let sum = 0
  for (const { wins } of all)
    if (wins === 1) sum += below
    else below += 1
  return {
    auroc: share(sum, inside.length * outside.length),
    unsure: share(outside.filter((confidence) => confidence < SURE).length, outside.length),
  }
}

export function share(part: number, whole: number): number {
  return whole === 0 ? 0 : (100 * part) / whole
}

/** Mean and standard deviation, as people write them. */
export function spread(values: readonly number[]): string {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0)
  if (values.length < 2) return mean.toFixed(1)
  return `${mean.toFixed(1)} ± ${Math.sqrt(squares / (values.length - 1)).toFixed(1)}`
}
