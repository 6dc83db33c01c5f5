import type { Receipt } from '../ports.ts'

/** The receipt of what is done and has no place of its own. */
export const DONE: Receipt = { ok: true, ref: '' }

/** The receipt of what will never be taken, and why. */
export function refused(reason: string): Receipt {
  return { ok: false, kind: 'refused', reason }
}
