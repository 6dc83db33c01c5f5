import type { Receipt } from '../ports.ts'

type Failure = Extract<Receipt, { ok: false }>

const FIRST = 500
const LONGEST = 60_000
/** Tries of one delivery before it is given up: about six minutes with the waits between them. */
const MOST_TRIES = 12

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
