import type { Message } from '../../conversation/message.ts'
import type { Emoji } from './emoji.ts'
import { emojiNamed, nameOfEmoji } from './emoji.ts'
import { STATES } from './states.ts'

/** What stands on a message for its state is read as that, whoever set it: it is no reaction, either way. */
const MARKS: ReadonlySet<string | undefined> = new Set(
  STATES.map((name) => emojiNamed(name)?.unicode),
)

/** What a person's emoji on a message says to others; null for the workspace's own, and for marks of a state. */
export function reactionOf({ unicode }: Emoji): string | null {
  return unicode === undefined || MARKS.has(unicode) ? null : unicode
}

/** What the visitor has set on a message, each with Slack's name for it, or null where it has to be said in words. */
export function reactionsOfVisitor(message: Message): ReadonlyMap<string, string | null> {
  if (message.removedAt !== undefined || message.withdrawnAt !== undefined) return new Map()
  const own = (message.reactions ?? []).filter(({ by }) => by === 'visitor')
  return new Map(own.map(({ emoji }) => [emoji, MARKS.has(emoji) ? null : nameOfEmoji(emoji)]))
}
