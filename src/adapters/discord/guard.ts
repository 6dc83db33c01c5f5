import type { Clock } from '../../ports.ts'

/** Keeps the app's calls far from what Discord shuts an address out for. */
export interface Guard {
  /** Each answer of Discord's. */
  answered(status: number, scope: string | null): void
  /** Ms until the next call; 0 for now. */
  wait(): number
}

const WINDOW = 10 * 60_000
/** Discord shuts an address out for 10,000 bad answers in ten minutes. */
const MOST = 2_000

export function guardAgainstBan(clock: Clock): Guard {
  const bad: number[] = []

  return {
    answered(status, scope) {
      const isBad = status === 401 || status === 403 || (status === 429 && scope !== 'shared')
      if (isBad) bad.push(clock.now())
    },
    wait() {
      const since = clock.now() - WINDOW
      while (bad[0] !== undefined && bad[0] <= since) bad.shift()
      const [oldest] = bad
      return bad.length < MOST || oldest === undefined ? 0 : oldest - since
    },
  }
}
