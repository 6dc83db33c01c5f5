import { median, quantile } from '../scripts/replay/figures.ts'
import type { Server } from '../scripts/replay/server.ts'
import type { Party } from './party.ts'
import { runRound } from './round.ts'
import type { Load, Round, Way } from './round.ts'

/** A road with visitors and agents on it. */
export interface Road {
  readonly name: 'bare' | 'Greenroom'
  readonly server: Server
  readonly party: Party
}

/** The median of a road's rounds. */
export interface Figures {
  readonly perSecond: number
  /** µs of a core for each message. */
  readonly cpu: number
  readonly p50: number
  readonly p99: number
  /** The most that others used of the machine in a round, 0 to 1. */
  readonly others: number
  /** How many rounds count. */
  readonly rounds: number
}

export interface Pass {
  readonly way: Way
  readonly bare: Figures
  readonly greenroom: Figures
  /** Rounds that do not count, and what else is odd. */
  readonly notes: readonly string[]
}

/** What others may use of the machine in a round that is to be trusted. */
const QUIET = 0.15

/** Rounds on both roads in the order A B B A, `times` over, after one of each to warm up. */
export async function runPass(
  [bare, greenroom]: readonly [Road, Road],
  way: Way,
  load: (ms: number) => Load,
  { times, ms }: { readonly times: number; readonly ms: number },
): Promise<Pass> {
  const rounds = new Map<Road, Round[]>([
    [bare, []],
    [greenroom, []],
  ])
  const notes: string[] = []
  const warmUp = [bare, greenroom]
  const order = Array.from({ length: times }, () => [bare, greenroom, greenroom, bare]).flat()
  for (const [index, road] of [...warmUp, ...order].entries()) {
    const isWarm = index >= warmUp.length
    const round = await runRound(road.server, road.party, way, load(isWarm ? ms : ms / 2))
    if (round.faults.length > 0)
      notes.push(`VOID: ${road.name}, ${way}: ${round.faults.join(', ')}`)
    else if (isWarm) rounds.get(road)?.push(round)
    if (round.again > 0)
      notes.push(`${road.name}, ${way}: ${round.again} of ${round.arrived} came again`)
  }
  return {
    way,
    bare: figuresOf(rounds.get(bare) ?? []),
    greenroom: figuresOf(rounds.get(greenroom) ?? []),
    notes,
  }
}

/** Of the quiet rounds alone, when there are any. */
function figuresOf(all: readonly Round[]): Figures {
  const quiet = all.filter(({ others }) => others <= QUIET)
  const rounds = quiet.length > 0 ? quiet : all
  const over = (of: (round: Round) => number) => median(rounds.map(of))
  return {
    perSecond: over(({ arrived, ms }) => (arrived / ms) * 1_000),
    cpu: over(({ cpu, arrived }) => (cpu / arrived) * 1_000),
    p50: over(({ times }) => quantile(times, 0.5)),
    p99: over(({ times }) => quantile(times, 0.99)),
    others: Math.max(...rounds.map(({ others }) => others)),
    rounds: rounds.length,
  }
}
