import { setTimeout as pause } from 'node:timers/promises'
import type { Load } from './round.ts'

/** The next one goes when the one before has arrived, `atOnce` side by side, for this many ms. */
export function closedLoop(atOnce: number, ms: number): Load {
  return async (send) => {
    const until = performance.now() + ms
    async function loop() {
      while (performance.now() < until) await send()
    }
    const loops = Array.from({ length: atOnce }, loop)
    // What is lost never arrives, and must not hold up the rest.
    await Promise.race([Promise.all(loops), pause(ms + STUCK, null, { ref: false })])
  }
}

const STUCK = 2_000

/** So many a second, whatever arrives, for this many ms. */
export function openLoop(perSecond: number, ms: number): Load {
  return async (send) => {
    const began = performance.now()
    const all = (perSecond * ms) / 1_000
    for (let number = 0; number < all; number += 1) {
      const due = began + (number * 1_000) / perSecond
      const early = due - performance.now()
      if (early > 0) await pause(early)
      void send()
    }
  }
}
