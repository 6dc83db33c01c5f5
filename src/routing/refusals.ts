import type { Refusal } from '../conversation/actions.ts'

/** What who is nobody of the team is answered with. */
export const STRANGER: Refusal = {
  code: 'not-allowed',
  sentence: 'Only members of the team can do that here. Ask a supervisor for an invitation.',
}

/** The answer that nothing was done, and why. */
export function refused(refusal: Refusal): { readonly ok: false; readonly refusal: Refusal } {
  return { ok: false, refusal }
}

/** The refusal of what makes no sense as it was asked. */
export function invalid(sentence: string): Refusal {
  return { code: 'invalid', sentence }
}
