import type { Talk } from './ledger.ts'

/** How far a replay is. */
export interface Tally {
  readonly conversations: number
  readonly over: number
  readonly written: number
  readonly atDesk: number
  readonly replies: number
  readonly atVisitors: number
}

export function tallyOf(talks: readonly Talk[], over: number): Tally {
  const sum = (of: (talk: Talk) => number) => talks.reduce((all, talk) => all + of(talk), 0)
  return {
    conversations: talks.length,
    over,
    written: sum(({ words }) => words.length),
    atDesk: sum(({ atDesk }) => atDesk.words.count()),
    replies: sum(({ replies }) => replies.length),
    atVisitors: sum(({ atVisitor }) => atVisitor.replies.count()),
  }
}
