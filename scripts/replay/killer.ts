import { setTimeout as pause } from 'node:timers/promises'
import { seeded } from './random.ts'
import type { Server } from './server.ts'

export interface Kill {
  /** Ms since the beginning. */
  readonly at: number
  /** How many messages had been seen at their far ends. */
  readonly seen: number
  /** Ms from the new start until it answered. */
  readonly answeredAfter: number
}

export interface KillPlan {
  readonly times: number
  readonly seed: number
}

interface Deps extends KillPlan {
  readonly server: Server
  /** How many messages there will be in all. */
  readonly total: number
  readonly killed: (kill: Kill) => void
  readonly fault: (sentence: string) => void
}

const SHARE = { from: 0.02, to: 0.95 }
const LATEST = 250

/** Ends the server without warning at moments spread at random over the run, and starts it again at once. */
export function startKiller({ server, times, seed, total, killed, fault }: Deps) {
  const random = seeded(seed)
  const moments = Array.from(
    { length: times },
    () => SHARE.from + random() * (SHARE.to - SHARE.from),
  )
    .toSorted((a, b) => a - b)
    .map((share) => Math.floor(share * total))
  const began = performance.now()
  let under: Promise<void> | null = null
  let seen = 0

  /** Told of how many messages were seen by now. */
  function saw(count: number) {
    seen = count
    if (under || moments[0] === undefined || seen < moments[0]) return
    moments.shift()
    under = killOnce()
      .catch((error: unknown) => fault(String(error)))
      .finally(() => (under = null))
  }

  async function killOnce() {
    await pause(random() * LATEST)
    const kill = { at: performance.now() - began, seen }
    await server.kill()
    killed({ ...kill, answeredAfter: await server.start() })
  }

  return {
    saw,
    /** Resolves when no start is under way. */
    async idle() {
      await under
    },
  }
}
