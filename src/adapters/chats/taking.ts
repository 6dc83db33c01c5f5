import type { Logger } from 'pino'
import type { Intake, KeptEvent, PlatformEvent } from '../../ports.ts'
import { pause } from './pause.ts'

export interface Taking {
  /** Durable when it resolves; it is handled then, in the order of its lane. What came before is left out. */
  keep(event: Omit<PlatformEvent, 'platform'>): Promise<void>
  /** Handles all that waits from before. */
  start(): void
  /** Finishes what is under way; what waits stays in the intake. */
  stop(): Promise<void>
}

interface Deps {
  readonly platform: string
  readonly intake: Intake
  readonly log: Logger
  /** Looks for what came before this one in its lane and was not heard yet; what it keeps goes first. */
  before?(event: KeptEvent): Promise<void>
  /** Whether what waits in a lane stays before this one, by the platform's own times; all does where it keeps order. */
  staysBefore?(waiting: KeptEvent, event: KeptEvent): boolean
  handle(event: KeptEvent): Promise<void>
  /** Somebody must learn that this one could not be handled, however often it was tried. */
  givenUp?(event: KeptEvent): Promise<void>
  /** Ms before the second try; twice as long before each that follows. */
  readonly firstWait?: number
}

const MOST_IN_HAND = 2_000
const BATCH = 500
const AT_ONCE = 16
/** About seven minutes with the waits between them. */
const MOST_TRIES = 20
const FIRST_WAIT = 500
const LONGEST_WAIT = 30_000
const STUMBLE = 1_000

/** Handles what was kept: each lane in order, lanes side by side, so many at once. */
export function takeFromIntake(deps: Deps): Taking {
  const { platform, intake, log, before, staysBefore = () => true, handle } = deps
  const { givenUp, firstWait = FIRST_WAIT } = deps
  const lanes = new Map<string, KeptEvent[]>()
  const inHand = new Set<number>()
  const ready: string[] = []
  const running = new Set<Promise<void>>()
  const ending = new AbortController()
  const done: number[] = []
  let flushing: Promise<void> | null = null
  /** More waits in the intake than is in hand: nothing new is taken before what came earlier. */
  let behind = true
  let missed = false
  let stopped = true

  async function keep(event: Omit<PlatformEvent, 'platform'>): Promise<void> {
    const kept = await intake.keep({ ...event, platform })
    if (!kept || stopped) return
    const isFull = inHand.size >= MOST_IN_HAND
    // What is kept late may belong before what is in hand of its lane.
    const goesFirst = lanes.get(event.lane)?.some((one) => !staysBefore(one, kept)) === true
    const mustWait = goesFirst ? inHand.size >= 2 * MOST_IN_HAND : behind || isFull
    if (mustWait) {
      behind = true
      missed = true
      pump()
      return
    }
    take(kept)
    pump()
  }

  function take(event: KeptEvent): void {
    if (inHand.has(event.seq)) return
    inHand.add(event.seq)
    const lane = lanes.get(event.lane)
    if (lane) {
      const later = lane.findIndex((one) => !staysBefore(one, event))
      lane.splice(later === -1 ? lane.length : later, 0, event)
    } else {
      lanes.set(event.lane, [event])
      ready.push(event.lane)
    }
  }

  function pump(): void {
    if (stopped) return
    while (running.size < AT_ONCE) {
      const lane = ready.shift()
      if (lane === undefined) break
      begin(drain(lane), () => ready.push(lane))
    }
    if (behind && inHand.size === 0 && running.size === 0) begin(catchUp())
  }

  /** What stumbles is begun again after a while: the store cannot be written just now. */
  function begin(work: Promise<void>, again: () => void = () => undefined): void {
    const mine = work
      .catch(async (error: unknown) => {
        log.error({ error: String(error) }, 'the intake stumbled')
        await pause(STUMBLE, ending.signal)
        again()
      })
      .finally(() => {
        running.delete(mine)
        pump()
      })
    running.add(mine)
  }

  async function catchUp(): Promise<void> {
    missed = false
    const waiting = await intake.waiting(platform, BATCH)
    for (const event of waiting) take(event)
    if (waiting.length === BATCH) await restOfLanes(waiting)
    if (waiting.length === 0 && !missed) behind = false
  }

  /** What was kept late may come before what was kept early: a lane is in hand as a whole. */
  async function restOfLanes(waiting: readonly KeptEvent[]): Promise<void> {
    const all = [...new Set(waiting.map(({ lane }) => lane))]
    const last = waiting.at(-1)?.seq
    for (const event of await intake.waiting(platform, MOST_IN_HAND, last, all)) take(event)
  }

  /** One of a lane; the others wait for their turn among the lanes. */
  async function drain(lane: string): Promise<void> {
    const events = lanes.get(lane) ?? []
    if (events[0]) await before?.(events[0])
    // Perhaps another one by now.
    const [event] = events
    if (event) {
      if (!(await handled(event))) return
      finish(event.seq)
      events.splice(events.indexOf(event), 1)
    }
    if (events.length > 0) ready.push(lane)
    else lanes.delete(lane)
  }

  /** Ended together with what else is done by then: until then a crash would only bring it again. */
  function finish(seq: number): void {
    done.push(seq)
    flushing ??= flush().finally(flushed)
  }

  function flushed(): void {
    // What was done while the last flush came to its end.
    flushing = done.length > 0 && !ending.signal.aborted ? flush().finally(flushed) : null
    pump()
  }

  async function flush(): Promise<void> {
    while (done.length > 0) {
      const batch = done.splice(0)
      try {
        await intake.handled(batch)
      } catch (error) {
        log.error({ error: String(error) }, 'the intake stumbled')
        await pause(STUMBLE, ending.signal)
        if (ending.signal.aborted) return
        done.push(...batch)
        continue
      }
      for (const seq of batch) inHand.delete(seq)
    }
  }

  /** False when it is stopped before it could be handled. */
  async function handled(event: KeptEvent): Promise<boolean> {
    for (let tries = 1; tries <= MOST_TRIES; tries += 1) {
      try {
        await handle(event)
        return true
      } catch (error) {
        const about = { platform, lane: event.lane, tries, error: String(error) }
        log.warn(about, 'what came from a platform could not be handled yet')
      }
      const wait = Math.min(LONGEST_WAIT, firstWait * 2 ** (tries - 1))
      if (tries < MOST_TRIES) await pause(wait, ending.signal)
      if (ending.signal.aborted) return false
    }
    log.error(
      { platform, lane: event.lane, id: event.id },
      'what came from a platform was given up',
    )
    await givenUp?.(event)
    return true
  }

  return {
    keep,
    start() {
      stopped = false
      pump()
    },
    async stop() {
      stopped = true
      ending.abort()
      await Promise.all(running)
      await flushing
    },
  }
}
