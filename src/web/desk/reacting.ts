import type { DeskReaction } from '../../adapters/desk/protocol.ts'

/** One emoji under a message, and all who set it. */
export interface Chip {
  readonly emoji: string
  readonly count: number
  readonly isMine: boolean
  readonly isVisitors: boolean
  /** The visitor sees it. */
  readonly isPublic: boolean
  /** “Ana, Ben and Nina”. */
  readonly names: string
}

/** A message's reactions, each emoji once, in the order in which they first came. */
export function chipsOf(
  reactions: readonly DeskReaction[],
  me: string,
  visitor: string,
): readonly Chip[] {
  const emojis = [...new Set(reactions.map(({ emoji }) => emoji))]
  return emojis.map((emoji) => {
    const all = reactions.filter((one) => one.emoji === emoji)
    return {
      emoji,
      count: all.length,
      isMine: all.some(({ by }) => by?.id === me),
      isVisitors: all.some(({ by }) => by === null),
      isPublic: all.some((one) => one.public),
      names: listed(all.map(({ by }) => by?.name ?? visitor)),
    }
  })
}

function listed(names: readonly string[]): string {
  const last = names.at(-1) ?? ''
  return names.length < 2 ? last : `${names.slice(0, -1).join(', ')} and ${last}`
}
