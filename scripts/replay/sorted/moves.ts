/** How many conversations were sent elsewhere than they began. */
export interface Moves {
  /** In a department’s channel in the end. */
  readonly away: number
  /** The team saw them where they began, first. */
  readonly seen: number
  /** Left a thread behind, in which something had been said. */
  readonly spoken: number
}

/** Where the team saw one conversation, one after another. */
export interface Path {
  readonly channels: readonly string[]
  /** Something was said before the last of them. */
  readonly isSpoken: boolean
}

export function movesOf(paths: readonly Path[]): Moves {
  const count = (of: (path: Path) => boolean) => paths.filter(of).length
  return {
    away: count(({ channels }) => isAway(channels.at(-1))),
    seen: count(({ channels }) => channels.length > 1),
    spoken: count(({ channels, isSpoken }) => channels.length > 1 && isSpoken),
  }
}

/** The channel of a department, as the settings of a sorted replay name them. */
export function channelFor(department: string, group: string): string {
  return `${AWAY}${department}${group}`
}

const AWAY = 'to-'

function isAway(channel = ''): boolean {
  return channel.startsWith(AWAY)
}
