import type { Message } from '../../conversation/message.ts'

/** What somebody is told whose words were kept from the visitor, since they had not joined. */
export const GATED = 'Kept as a note: you have not joined this conversation.'

/** True for words that may be claimed and sent still. */
export function isGated({ gated, sentAs }: Message): boolean {
  return gated === true && !sentAs
}

/** True for a reply that can be undone still. */
export function isHeld({ kind, heldUntil = 0, withdrawnAt }: Message, now: number): boolean {
  return kind === 'reply' && heldUntil > now && withdrawnAt === undefined
}

/** What the author of a reply that is held is told. */
export function heldSentence({ heldUntil = 0 }: Message, now: number): string {
  return `Goes to the visitor in ${Math.ceil(Math.max(0, heldUntil - now) / 1000)} s.`
}
