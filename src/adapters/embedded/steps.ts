import { setImmediate as turn } from 'node:timers/promises'

/** Work that can be paused: it yields often, and ends with a result. */
export type Steps<Result> = Generator<undefined, Result>

/** Milliseconds of work between two pauses. */
const STRETCH = 8

/** Does the work to its end, without a pause. */
export function atOnce<Result>(steps: Steps<Result>): Result {
  for (;;) {
    const step = steps.next()
    if (step.done === true) return step.value
  }
}

/** Does the work, and lets others have their turn every few milliseconds; null once nobody wants it any more. */
export async function inTurns<Result>(
  steps: Steps<Result>,
  isStale: () => boolean,
): Promise<Result | null> {
  while (!isStale()) {
    const until = performance.now() + STRETCH
    while (performance.now() < until) {
      const step = steps.next()
      if (step.done === true) return step.value
    }
    await turn()
  }
  return null
}
