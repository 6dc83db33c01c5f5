import { compare, together } from './compare.ts'
import type { Difference } from './compare.ts'
import { quantile } from './figures.ts'
import type { Kill } from './killer.ts'
import { taken } from './ledger.ts'
import type { Held, Said, Sightings, Talk } from './ledger.ts'
import { movesOf } from './sorted/moves.ts'
import type { Moves } from './sorted/moves.ts'
import type { Look } from './read-again.ts'

interface Spread {
  readonly p50: number
  readonly p99: number
}

/** One way: what was said at one end, and what became of it at the other. */
export interface Way {
  readonly sent: number
  /** There was nothing in it to send, as a refusal told its writer. */
  readonly empty: number
  /** Refused, though there was something in it. */
  readonly refused: number
  readonly arrived: number
  readonly lost: number
  readonly doubled: number
  readonly outOfOrder: number
  /** Arrived with other words. */
  readonly changed: number
  /** Conversations in which the order is kept. */
  readonly inOrder: number
  /** Ms until its sender was told that it is safe. */
  readonly told: Spread
  /** Ms until it was seen at the far end. */
  readonly seen: Spread
}

export interface Verdict {
  readonly conversations: number
  readonly toDesk: Way
  readonly toVisitor: Way
  readonly moves: Moves
  readonly kills: readonly Kill[]
  /** All else that went wrong, a sentence each. */
  readonly faults: readonly string[]
  /** Ms. */
  readonly took: number
  readonly isSound: boolean
}

interface Run {
  readonly talks: readonly Talk[]
  readonly looks: ReadonlyMap<Talk, Look>
  readonly kills: readonly Kill[]
  readonly faults: readonly string[]
  readonly took: number
}

/** One conversation, one way: what was said, and what pages hold of it, at both ends, live and read again. */
interface Passage {
  readonly said: readonly Said[]
  /** By the far end, live. */
  readonly seen: Sightings
  readonly views: readonly (readonly Held[])[]
}

/** Counts, over all conversations, what is missing, double, in another order or in other words than it was sent. */
export function judge({ talks, looks, kills, faults, took }: Run): Verdict {
  const toDesk = wayOf(
    talks.map((talk) => ({
      said: talk.words,
      seen: talk.atDesk.words,
      views: viewsOf(talk, looks.get(talk), 'words'),
    })),
  )
  const toVisitor = wayOf(
    talks.map((talk) => ({
      said: talk.replies,
      seen: talk.atVisitor.replies,
      views: viewsOf(talk, looks.get(talk), 'replies'),
    })),
  )
  const isSound = faults.length === 0 && isClean(toDesk) && isClean(toVisitor)
  const moves = movesOf(talks.map(({ channels }) => ({ channels, isSpoken: true })))
  return { conversations: talks.length, toDesk, toVisitor, moves, kills, faults, took, isSound }
}

function viewsOf(talk: Talk, look: Look | undefined, what: 'words' | 'replies'): Held[][] {
  const live = [talk.atDesk[what].all(), talk.atVisitor[what].all()]
  const reread = [look?.desk[what] ?? [], look?.widget[what] ?? []]
  return [...live, ...reread].map((held) => [...held])
}

function wayOf(passages: readonly Passage[]): Way {
  const differences = passages.map(differenceOf)
  const count = (of: (one: Difference) => readonly string[]) =>
    differences.reduce((sum, one) => sum + of(one).length, 0)
  const said = passages.flatMap((one) => one.said)
  const isEmpty = ({ text }: Said) => text.trim() === ''
  const refused = said.filter((one) => one.refused !== null)
  const times = passages.flatMap(timesOf)
  return {
    sent: said.length,
    empty: refused.filter(isEmpty).length,
    refused: refused.filter((one) => !isEmpty(one)).length,
    arrived: times.length,
    lost: count(({ lost }) => lost),
    doubled: count(({ doubled }) => doubled),
    outOfOrder: count(({ outOfOrder }) => outOfOrder),
    changed: count(({ changed }) => changed),
    inOrder: differences.filter(({ outOfOrder }) => outOfOrder.length === 0).length,
    told: spreadOf(
      said.flatMap(({ at, answeredAt }) => (answeredAt === null ? [] : [answeredAt - at])),
    ),
    seen: spreadOf(times),
  }
}

export function spreadOf(times: readonly number[]): Spread {
  return { p50: quantile(times, 0.5), p99: quantile(times, 0.99) }
}

function differenceOf({ said, views }: Passage): Difference {
  return together(views.map((held) => compare(taken(said), held)))
}

function timesOf({ said, seen }: Passage): number[] {
  return said.flatMap(({ at, message }) => {
    const seenAt = message === null ? undefined : seen.at(message)
    return seenAt === undefined ? [] : [seenAt - at]
  })
}

/** Nothing is missing, double, out of order, refused or in other words. */
export function isClean({ refused, lost, doubled, outOfOrder, changed }: Way): boolean {
  return refused + lost + doubled + outOfOrder + changed === 0
}
