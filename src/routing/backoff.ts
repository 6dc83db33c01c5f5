import type { Receipt } from '../ports.ts'

type Failure = Extract<Receipt, { ok: false }>

const FIRST = 500
const LONGEST = 60_000
/** Tries of one delivery before it is given up: about six minutes with the waits between them. */
const MOST_TRIES = 12
/** What a person must mend, and what only waits for its turn, is kept for so long: over a weekend. */
const KEPT = 3 * 86_400_000
const SOON = 2_000

/**
 * Ms to wait before the next try after `attempts` failures: doubling with jitter, at least what the
 * platform asked for; null when it is to be given up. `chance` is between 0 and 1.
 */
export function waitBeforeRetry(failure: Failure, attempts: number, chance: number): number | null {
  if (failure.kind !== 'retry' || attempts >= MOST_TRIES) return null
  const ceiling = Math.min(LONGEST, FIRST * 2 ** (attempts - 1))
  const jittered = ceiling / 2 + (ceiling / 2) * chance
  return Math.max(Math.round(jittered), failure.after ?? 0)
}

/**
 * Ms until what was no try is asked for again, `age` ms after its decision: what a person must mend at first
 * often and then each minute; null when it was a try, or has waited for three days.
 */
export function pauseWithoutTry(failure: Failure, age: number): number | null {
  if (age > KEPT) return null
  if (failure.kind === 'blocked') return Math.round(Math.min(LONGEST, Math.max(SOON, age / 4)))
  return failure.kind === 'retry' && failure.untried ? (failure.after ?? SOON) : null
}
