import { share, spread } from '../classify/figures.ts'
import { table } from '../classify/table.ts'
import type { Question } from './house.ts'
import type { Team } from './writing.ts'

/** What became of one chat: where it belonged, and where it was after each message. */
export interface Outcome {
  readonly domain: string
  readonly teams: readonly Team[]
}

/** One draw of phrases. */
export interface Run {
  readonly chats: readonly Outcome[]
  /** The same chats, each written as one message. */
  readonly whole: readonly Outcome[]
  readonly waits: readonly number[]
  readonly asked: readonly Question[]
  readonly seconds: number
}

const STAGES = [1, 2, 3, Infinity]

/** Of several runs what they have in common, with their spread. */
export function reportOf(runs: readonly Run[], most: number): string {
  const domains = [...new Set(runs.flatMap(({ chats }) => chats.map(({ domain }) => domain)))]
  const stages = STAGES.map((stage) => [
    stage === Infinity ? `all messages (${most} at most)` : `message ${stage}`,
    ...sharesOf(runs.map(({ chats }) => chats.map((one) => placed(one, stage)))),
  ])
  const upper = sharesOf(runs.map(({ whole }) => whole.map((one) => placed(one, Infinity))))
  return [
    table(
      [
        'after',
        'in the right team, %',
        'as the inbox says, %',
        'in a wrong team, %',
        'right of those routed, %',
      ],
      [...stages, ['the whole chat as one message', ...upper]],
    ),
    '',
    confusion(runs, domains.toSorted()),
    '',
    timesOf(runs),
  ].join('\n')
}

interface Placed {
  readonly domain: string
  readonly team: Team
}

function placed({ domain, teams }: Outcome, stage: number): Placed {
  return { domain, team: teams[Math.min(stage, teams.length) - 1] ?? null }
}

function sharesOf(runs: readonly (readonly Placed[])[]): string[] {
  const each = runs.map((all) => {
    const right = all.filter(({ domain, team }) => team === domain).length
    const unsure = all.filter(({ team }) => team === null).length
    const routed = all.length - unsure
    return [
      share(right, all.length),
      share(unsure, all.length),
      share(routed - right, all.length),
      share(right, routed),
    ]
  })
  return [0, 1, 2, 3].map((place) => spread(each.map((shares) => shares[place] ?? 0)))
}

function confusion(runs: readonly Run[], domains: readonly string[]): string {
  const all = runs.flatMap(({ chats }) => chats.map((one) => placed(one, Infinity)))
  const rows = domains.map((domain) => {
    const its = all.filter((one) => one.domain === domain)
    const cells = [...domains, null].map((team) => its.filter((one) => one.team === team).length)
    return [domain, ...cells.map((cell) => share(cell, its.length).toFixed(1))]
  })
  return table(['is ↓ went to →, %', ...domains, 'as the inbox says'], rows)
}

function timesOf(runs: readonly Run[]): string {
  const waits = runs.flatMap((one) => one.waits)
  const asked = runs.flatMap((one) => one.asked)
  const times = asked.map(({ ms }) => ms)
  const late = asked.filter(({ isAnswered }) => !isAnswered).length
  const chats = runs.reduce((sum, one) => sum + one.chats.length, 0)
  return [
    `${chats} chats, ${waits.length} messages; ${runs.map(({ seconds }) => Math.round(seconds)).join(', ')} s.`,
    `A visitor is told “received”: p50 ${at(waits, 0.5)} ms, p99 ${at(waits, 0.99)} ms.`,
    `The machine was asked ${asked.length} times: p50 ${at(times, 0.5)} ms, p99 ${at(times, 0.99)} ms; ${late} times it was too busy to answer.`,
  ].join('\n')
}

function at(values: readonly number[], part: number): string {
  const sorted = values.toSorted((a, b) => a - b)
  return (sorted[Math.floor(part * (sorted.length - 1))] ?? 0).toFixed(1)
}
