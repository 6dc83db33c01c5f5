import type { Outbox } from '../ports.ts'
import type { DrainingDeps } from './draining.ts'
import { createDraining } from './draining.ts'
import { faultOf } from './trying.ts'

export interface Delivery {
  /** These lanes have new work. */
  wake(lanes: readonly string[]): void
  /** Takes up what an earlier run left waiting. */
  start(): Promise<void>
  /** What kept deliveries to this target waiting is mended: they are tried at once. */
  goOn(target: string): void
  /** Resolves when nothing is under way. What waits for its time may still wait. */
  idle(): Promise<void>
  /** Finishes the deliveries under way; what waits stays in the outbox. */
  stop(): Promise<void>
}

export interface DeliveryDeps extends DrainingDeps {
  readonly outbox: Pick<Outbox, 'lanes' | 'next' | 'settle'>
}

const POLL = 1_000

/**
 * Drains the outbox: each lane in order, one row at a time; lanes side by side, so that the head of
 * one holds back no other. A row that can go out at once waits for no poll.
 */
export function createDelivery(deps: DeliveryDeps): Delivery {
  const running = new Map<string, Promise<void>>()
  const again = new Set<string>()
  const timers = new Map<string, NodeJS.Timeout>()
  const { drain, hurry } = createDraining(deps, () => stopped)
  let poll: NodeJS.Timeout | undefined
  let stopped = true

  function wake(lanes: readonly string[]): void {
    if (stopped) return
    for (const lane of lanes) {
      if (running.has(lane)) again.add(lane)
      else run(lane)
    }
  }

  function run(lane: string): void {
    clearTimeout(timers.get(lane))
    timers.delete(lane)
    const drained = drain(lane).then(
      (next) => finished(lane, next),
      (error: unknown) => {
        deps.log.error(
          { lane, error: faultOf(error) },
          'lane stopped by a fault; it is tried again',
        )
        finished(lane, deps.clock.now() + POLL)
      },
    )
    running.set(lane, drained)
  }

  function finished(lane: string, next: number | null): void {
    running.delete(lane)
    if (stopped) return
    if (again.delete(lane)) run(lane)
    else if (next !== null) wakeAt(lane, next)
  }

  function wakeAt(lane: string, at: number): void {
    if (timers.has(lane) || running.has(lane)) return
    const wait = Math.max(0, at - deps.clock.now())
    const timer = setTimeout(
      () => {
        timers.delete(lane)
        if (!stopped && !running.has(lane)) run(lane)
      },
      Math.min(wait, 2 ** 30),
    )
    timers.set(lane, timer)
  }

  async function takeUp(): Promise<void> {
    for (const { lane, at } of await deps.outbox.lanes()) {
      if (!running.has(lane)) wakeAt(lane, at)
    }
  }

  return {
    wake,
    goOn: (target) => wake(hurry(target)),
    async start() {
      stopped = false
      await takeUp()
      poll = setInterval(() => {
        takeUp().catch((error: unknown) =>
          deps.log.error({ error: faultOf(error) }, 'outbox poll failed'),
        )
      }, POLL)
    },
    async idle() {
      while (running.size > 0) await Promise.all(running.values())
    },
    async stop() {
      stopped = true
      clearInterval(poll)
      for (const timer of timers.values()) clearTimeout(timer)
      timers.clear()
      await Promise.all(running.values())
    },
  }
}
