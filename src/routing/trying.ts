import type { Logger } from 'pino'
import type { OutboxRow, Receipt } from '../ports.ts'

export interface TryingDeps {
  readonly log: Logger
  /** Makes one delivery. A failure is a receipt; what is thrown is a bug, and counts as a try. */
  carry(row: OutboxRow): Promise<Receipt>
  /** Makes one delivery of the first few of a lane's rows, `count` of them; null when the first goes by itself. */
  carryTogether?(rows: readonly OutboxRow[]): Promise<Carried | null>
}

/** What became of the first `count` of a lane's rows. */
export interface Carried {
  readonly receipt: Receipt
  readonly count: number
}

const LONGEST_TRY = 20_000

/** Tries once to deliver a row, with those after it that go together with it; it ends within 20 s and throws nothing. */
export async function tryOnce(
  deps: TryingDeps,
  row: OutboxRow,
  after: readonly OutboxRow[],
): Promise<Carried> {
  let timer: NodeJS.Timeout | undefined
  const tooLong = new Promise<Carried>((resolve) => {
    timer = setTimeout(() => resolve(stumbled('It took too long.')), LONGEST_TRY)
  })
  try {
    return await Promise.race([carryFirst(deps, row, after), tooLong])
  } catch (error) {
    const about = { row: row.id, conversation: row.conversation, error: faultOf(error) }
    deps.log.error(about, 'delivery fault')
    return stumbled('Something went wrong inside Greenroom.')
  } finally {
    clearTimeout(timer)
  }
}

async function carryFirst(
  deps: TryingDeps,
  row: OutboxRow,
  after: readonly OutboxRow[],
): Promise<Carried> {
  const together = after.length > 0 ? await deps.carryTogether?.([row, ...after]) : null
  return together ?? { receipt: await deps.carry(row), count: 1 }
}

function stumbled(reason: string): Carried {
  return { receipt: { ok: false, kind: 'retry', reason }, count: 1 }
}

/** What was thrown, for the log. */
export function faultOf(error: unknown): string {
  return error instanceof Error ? `${error.name}: ${error.message}` : 'unknown'
}
