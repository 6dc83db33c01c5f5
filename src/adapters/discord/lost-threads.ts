import type { Receipt, Ref } from '../../ports.ts'
import { remembered } from '../chats/remembered.ts'

export const GONE: Receipt = { ok: false, kind: 'gone', reason: 'This thread is not in Discord.' }

/** Threads that take no more, though they may be there. */
export function lostThreads() {
  const lost = remembered<true>(1_000)
  return {
    isLost: (thread: Ref) => lost.get(thread) === true,
    /** The same work, which remembers of a thread that it is gone, so that a new one is opened. */
    knowing<Rest extends unknown[]>(
      work: (thread: Ref, ...rest: Rest) => Promise<Receipt>,
    ): (thread: Ref, ...rest: Rest) => Promise<Receipt> {
      return async (thread, ...rest) => {
        if (lost.get(thread)) return GONE
        const receipt = await work(thread, ...rest)
        if (!receipt.ok && receipt.kind === 'gone') lost.set(thread, true)
        return receipt
      }
    },
  }
}
