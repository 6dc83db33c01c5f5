import type { Emoji } from './emoji.ts'
import { emojiNamed, nameOfEmoji } from './emoji.ts'
import { STATES } from '../chats/states.ts'

/** What stands on a message for its state is read as that, whoever set it: it is no reaction, either way. */
const MARKS: ReadonlySet<string | undefined> = new Set(
  STATES.map((name) => emojiNamed(name)?.unicode),
)

/** What a person's emoji on a message says to others; null for the workspace's own, and for marks of a state. */
export function reactionOf({ unicode }: Emoji): string | null {
  return unicode === undefined || MARKS.has(unicode) ? null : unicode
}

/** Slack's name for an emoji of the visitor's, or null where it has to be said in words. */
export function reactionNameOf(emoji: string): string | null {
  return MARKS.has(emoji) ? null : nameOfEmoji(emoji)
}
