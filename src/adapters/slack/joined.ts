import { aside } from './drawn-posts.ts'
import type { SlackMessage } from './cards.ts'
import { LIMITS } from './limits.ts'

/** The most messages that one post holds: all their ids are in its mark. */
export const MOST_JOINED = 10

/** A message as it stands in a post with others; null for one that is a post of its own. */
export function asPart(drawn: readonly SlackMessage[]): SlackMessage | null {
  const [only, ...more] = drawn
  return only && more.length === 0 ? only : null
}

/** Messages under one another in one post; null when they are more than a post holds. */
export function joined(parts: readonly SlackMessage[]): SlackMessage | null {
  const blocks = parts.flatMap((part) => part.blocks)
  const text = parts.map((part) => part.text).join('\n')
  const fits = text.length <= LIMITS.post && blocks.length <= LIMITS.blocks
  return fits ? { blocks, text } : null
}

/** As many of these from the first on as stand in one post. */
export function joinable(drawn: readonly (readonly SlackMessage[])[]): readonly SlackMessage[] {
  const parts: SlackMessage[] = []
  for (const one of drawn.slice(0, MOST_JOINED)) {
    const part = asPart(one)
    if (!part || !joined([...parts, part])) break
    parts.push(part)
  }
  return parts
}

/** Stands where a message stood that has grown out of its post. */
export function moved(): SlackMessage {
  return aside('_', 'This message was edited; it stands further down.')
}
