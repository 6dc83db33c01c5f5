import { STATES } from '../chats/states.ts'
import type { State } from '../chats/states.ts'

/** The emoji that stands for each state of a message. */
export const EMOJI_OF: Readonly<Record<State, string>> = {
  hourglass_flowing_sand: '⏳',
  white_check_mark: '✅',
  eyes: '👀',
  x: '❌',
  lock: '🔒',
  outbox_tray: '📤',
  no_entry_sign: '🚫',
}

/** What stands on a message for its state is read as that, whoever set it: it is no reaction, either way. */
const MARKS: ReadonlySet<string> = new Set(STATES.map((state) => EMOJI_OF[state]))

/** What a person's emoji on a message says to others; null for the server's own, and for marks of a state. */
export function reactionOf({
  id,
  name,
}: {
  readonly id?: string | null | undefined
  readonly name?: string | null | undefined
}): string | null {
  return id || !name || MARKS.has(name) ? null : name
}

/** An emoji of the visitor's as it stands under a message; null where it would be taken for a state. */
export function nameOfReaction(emoji: string): string | null {
  return MARKS.has(emoji) ? null : emoji
}
