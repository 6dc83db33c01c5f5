import { pause } from '../chats/pause.ts'
import type { Called, Gateway, Wanted } from './gateway.ts'
import { receiptOf } from './gateway.ts'

interface Patience {
  readonly ending: AbortSignal
  /** How often it is tried again. */
  readonly tries: number
  /** Ms of the longest pause between two tries, whatever Discord asks for. */
  readonly longest?: number
}

const FIRST_WAIT = 250

/** Makes a call that does no harm a second time, again while Discord asks to wait or does not answer. */
export async function patiently(
  gateway: Pick<Gateway, 'call'>,
  wanted: Wanted,
  { ending, tries, longest = Infinity }: Patience,
): Promise<Called> {
  let called = await gateway.call(wanted)
  for (let count = 0; count < tries && !called.ok; count += 1) {
    const receipt = receiptOf(called, 'thread')
    if (receipt.ok || receipt.kind !== 'retry' || ending.aborted) break
    await pause(Math.min(longest, receipt.after ?? FIRST_WAIT * 2 ** count), ending)
    called = await gateway.call(wanted)
  }
  return called
}
