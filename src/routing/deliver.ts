import type { Logger } from 'pino'
import type { Clock, Outbox, OutboxRow, Receipt, Settlement } from '../ports.ts'
import { pauseWithoutTry, waitBeforeRetry } from './backoff.ts'

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

export interface DeliveryDeps {
  readonly outbox: Outbox
  readonly clock: Clock
  readonly log: Logger
  /** Makes one delivery. A failure is a receipt; what is thrown is a bug, and counts as a try. */
  carry(row: OutboxRow): Promise<Receipt>
  /** Makes one delivery of the first few of a lane's rows, `count` of them; null when the first goes by itself. */
  carryTogether?(rows: readonly OutboxRow[]): Promise<Carried | null>
  /** Records, durably, that a row is given up, before it leaves its lane. */
  givenUp(row: OutboxRow, reason: string): Promise<void>
  /** Told of each row that went out, with the ms it took since its decision. */
  delivered?(row: OutboxRow, ms: number): void
}

export interface Carried {
  readonly receipt: Receipt
  readonly count: number
}

const AT_ONCE = 20
const LONGEST_TRY = 20_000
const POLL = 1_000

/**
 * Drains the outbox: each lane in order, one row at a time; lanes side by side, so that the head of
 * one holds back no other. A row that can go out at once waits for no poll.
 */
export function createDelivery(deps: DeliveryDeps): Delivery {
  const running = new Map<string, Promise<void>>()
  const again = new Set<string>()
  const timers = new Map<string, NodeJS.Timeout>()
  /** By lane, the row that a person must mend something for. */
  const blocked = new Map<string, OutboxRow>()
  const hurried = new Set<number>()
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
        deps.log.error({ lane, error: nameOf(error) }, 'lane stopped by a fault; it is tried again')
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

  /** Sends what can go out now; gives back when the lane's head may go out, or null when it is empty. */
  async function drain(lane: string): Promise<number | null> {
    for (;;) {
      const rows = cardsLast(await deps.outbox.next(lane, AT_ONCE))
      if (rows.length === 0) return null
      const done: Settlement[] = []
      const waits = await sendInOrder(rows, done)
      if (done.length > 0) await deps.outbox.settle(done)
      if (waits !== null) return waits
      // What came since then has woken this lane again.
      if (stopped || rows.length < AT_ONCE) return null
    }
  }

  async function sendInOrder(
    rows: readonly OutboxRow[],
    done: Settlement[],
  ): Promise<number | null> {
    for (let place = 0; place < rows.length;) {
      const [row, ...after] = rows.slice(place)
      if (!row) break
      if (row.notBefore > deps.clock.now() && !hurried.has(row.id)) return row.notBefore
      hurried.delete(row.id)
      const { receipt, count } = await tryOnce(row, after)
      // What did not go through holds back the rest, which then is tried for itself.
      const taken = receipt.ok ? rows.slice(place, place + count) : [row]
      place += taken.length
      for (const one of taken) {
        const settlement = await settled(one, receipt)
        done.push(settlement)
        if (settlement.as === 'retry' || settlement.as === 'wait') return settlement.at
      }
    }
    return null
  }

  async function carryFirst(row: OutboxRow, after: readonly OutboxRow[]): Promise<Carried> {
    const together = after.length > 0 ? await deps.carryTogether?.([row, ...after]) : null
    return together ?? { receipt: await deps.carry(row), count: 1 }
  }

  async function tryOnce(row: OutboxRow, after: readonly OutboxRow[]): Promise<Carried> {
    let timer: NodeJS.Timeout | undefined
    const tooLong = new Promise<Carried>((resolve) => {
      timer = setTimeout(() => resolve(stumbled('It took too long.')), LONGEST_TRY)
    })
    try {
      return await Promise.race([carryFirst(row, after), tooLong])
    } catch (error) {
      deps.log.error(
        { row: row.id, conversation: row.conversation, error: nameOf(error) },
        'delivery fault',
      )
      return stumbled('Something went wrong inside Greenroom.')
    } finally {
      clearTimeout(timer)
    }
  }

  async function settled(row: OutboxRow, receipt: Receipt): Promise<Settlement> {
    const now = deps.clock.now()
    blocked.delete(row.lane)
    if (receipt.ok) {
      deps.delivered?.(row, now - row.createdAt)
      return { row: row.id, as: 'done' }
    }
    const pause = pauseWithoutTry(receipt, now - row.createdAt)
    if (pause !== null) return untried(row, receipt, now + pause)
    const wait = waitBeforeRetry(receipt, row.attempts + 1, Math.random())
    const about = {
      row: row.id,
      conversation: row.conversation,
      target: row.target,
      kind: receipt.kind,
    }
    if (wait !== null) {
      deps.log.warn({ ...about, attempt: row.attempts + 1, wait }, 'not delivered yet')
      return {
        row: row.id,
        as: 'retry',
        at: now + wait,
        kind: receipt.kind,
        reason: receipt.reason,
      }
    }
    deps.log.error(about, 'given up')
    await deps.givenUp(row, receipt.reason)
    return { row: row.id, as: 'dead', kind: receipt.kind, reason: receipt.reason }
  }

  function untried(row: OutboxRow, { kind, reason }: Failure, at: number): Settlement {
    if (kind === 'blocked') blocked.set(row.lane, row)
    return { row: row.id, as: 'wait', at, kind, reason }
  }

  function goOn(target: string): void {
    for (const [lane, row] of blocked) {
      if (row.target !== target) continue
      hurried.add(row.id)
      wake([lane])
    }
  }

  async function takeUp(): Promise<void> {
    for (const { lane, at } of await deps.outbox.lanes()) {
      if (!running.has(lane)) wakeAt(lane, at)
    }
  }

  return {
    wake,
    goOn,
    async start() {
      stopped = false
      await takeUp()
      poll = setInterval(() => {
        takeUp().catch((error: unknown) =>
          deps.log.error({ error: nameOf(error) }, 'outbox poll failed'),
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

type Failure = Extract<Receipt, { ok: false }>

function stumbled(reason: string): Carried {
  return { receipt: { ok: false, kind: 'retry', reason }, count: 1 }
}

/** A card is drawn as things are then: words that wait behind it need not. */
function cardsLast(rows: readonly OutboxRow[]): readonly OutboxRow[] {
  const cards = rows.filter(({ job }) => job.do === 'refresh')
  return cards.length === 0 ? rows : [...rows.filter((row) => !cards.includes(row)), ...cards]
}

function nameOf(error: unknown): string {
  return error instanceof Error ? `${error.name}: ${error.message}` : 'unknown'
}
