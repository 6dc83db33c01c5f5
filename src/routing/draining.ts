import type { Outbox, OutboxRow, Settlement } from '../ports.ts'
import type { SettlingDeps } from './settling.ts'
import { settle } from './settling.ts'
import type { TryingDeps } from './trying.ts'
import { tryOnce } from './trying.ts'

export interface DrainingDeps extends TryingDeps, SettlingDeps {
  readonly outbox: Pick<Outbox, 'next' | 'settle'>
}

/** One lane's rows on their way, in order. */
export interface Draining {
  /** Sends what can go out now; gives back when the lane's head may go out (epoch ms), or null when it is empty. */
  drain(lane: string): Promise<number | null>
  /** Lets what waits for a person at this target go out before its time; gives back the lanes it is in. */
  hurry(target: string): readonly string[]
}

const AT_ONCE = 20

/** Drains lanes until `isOver`, each row settled before those behind it go out. */
export function createDraining(deps: DrainingDeps, isOver: () => boolean): Draining {
  /** By lane, the row that a person must mend something for. */
  const blocked = new Map<string, OutboxRow>()
  const hurried = new Set<number>()

  async function drain(lane: string): Promise<number | null> {
    for (;;) {
      const rows = cardsLast(await deps.outbox.next(lane, AT_ONCE))
      if (rows.length === 0) return null
      const done: Settlement[] = []
      const waits = await sendInOrder(rows, done)
      if (done.length > 0) await deps.outbox.settle(done)
      if (waits !== null) return waits
      // What came since then has woken this lane again.
      if (isOver() || rows.length < AT_ONCE) return null
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
      const { receipt, count } = await tryOnce(deps, row, after)
      const isBlocked = !receipt.ok && receipt.kind === 'blocked'
      // What did not go through holds back the rest, which then is tried for itself.
      const taken = receipt.ok ? rows.slice(place, place + count) : [row]
      place += taken.length
      for (const one of taken) {
        blocked.delete(one.lane)
        const settlement = await settle(deps, one, receipt)
        done.push(settlement)
        if (isBlocked && settlement.as === 'wait') blocked.set(one.lane, one)
        if (settlement.as === 'retry' || settlement.as === 'wait') return settlement.at
      }
    }
    return null
  }

  function hurry(target: string): readonly string[] {
    const rows = [...blocked.values()].filter((row) => row.target === target)
    for (const row of rows) hurried.add(row.id)
    return rows.map(({ lane }) => lane)
  }

  return { drain, hurry }
}

/** A card is drawn as things are then: words that wait behind it need not. */
function cardsLast(rows: readonly OutboxRow[]): readonly OutboxRow[] {
  const cards = rows.filter(({ job }) => job.do === 'refresh')
  return cards.length === 0 ? rows : [...rows.filter((row) => !cards.includes(row)), ...cards]
}
