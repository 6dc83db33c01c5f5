import type { Clock } from '../../ports.ts'

/** How a question went that was let through; `untold` where it was given up for a reason of our own. */
export type Went = 'well' | 'badly' | 'untold'

export interface Breaker {
  /** Whether a question may go out now. Each that may must be told how it went. */
  enter(): boolean
  /** How it went. True when this one opened it: from now on nothing goes out for a while. */
  left(went: Went): boolean
}

/** Opens after `most` questions in a row that went badly, for `rest` ms; then one is let through as a probe. */
export function createBreaker({
  clock,
  most,
  rest,
}: {
  clock: Clock
  most: number
  rest: number
}): Breaker {
  let inARow = 0
  let openedAt: number | null = null
  let probing = false

  function enter(): boolean {
    if (openedAt === null) return true
    const since = clock.now() - openedAt
    // A clock that is set back must not keep it open for ever.
    const resting = since >= 0 && since < rest
    if (resting || probing) return false
    probing = true
    return true
  }

  function left(went: Went): boolean {
    probing = false
    if (went === 'untold') return false
    if (went === 'well') {
      inARow = 0
      openedAt = null
      return false
    }
    inARow += 1
    if (inARow < most) return false
    openedAt = clock.now()
    return true
  }

  return { enter, left }
}
