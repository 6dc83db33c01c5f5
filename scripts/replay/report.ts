import type { Kill } from './killer.ts'
import type { Moves } from './sorted/moves.ts'
import type { Tally } from './tally.ts'
import type { Verdict, Way } from './verdict.ts'

const FAULTS_SHOWN = 20

export function progressLine(tally: Tally): string {
  const { conversations, over, written, atDesk, replies, atVisitors } = tally
  return [
    `${number(over)} of ${number(conversations)} conversations over`,
    `${number(written)} written, ${number(atDesk)} at the desk`,
    `${number(replies)} replies, ${number(atVisitors)} at their visitors`,
  ].join(' · ')
}

export function killLine({ at, seen, answeredAfter }: Kill): string {
  return `killed after ${(at / 1000).toFixed(1)} s, ${number(seen)} messages seen; answers again ${Math.round(answeredAfter)} ms after its start`
}

function movesLine({ away, seen, spoken }: Moves): string {
  return `${number(away)} conversations went to a department’s channel: ${number(seen)} of them were seen elsewhere before, ${number(spoken)} with words in them`
}

/** The table that a replay ends with. */
export function reportOf(verdict: Verdict, team = 'desk'): string {
  const { conversations, toDesk, toVisitor, moves, kills, took, faults } = verdict
  const all = toDesk.arrived + toVisitor.arrived
  const rows = [
    ['', `visitor → ${team}`, `${team} → visitor`],
    ...ROWS.map(([name, of]) => [name, of(toDesk, conversations), of(toVisitor, conversations)]),
  ]
  return [
    `${number(conversations)} conversations in ${(took / 1000).toFixed(1)} s: ${number((all / took) * 1000)} messages a second arrived`,
    '',
    ...rows.map(line),
    '',
    ...(moves.away > 0 ? [movesLine(moves)] : []),
    ...kills.map(killLine),
    ...faults.slice(0, FAULTS_SHOWN),
    ...(faults.length > FAULTS_SHOWN ? [`… and ${faults.length - FAULTS_SHOWN} more`] : []),
    verdict.isSound
      ? 'Nothing lost, nothing doubled, all in order.'
      : 'This must not be: see above.',
  ].join('\n')
}

const ROWS: readonly (readonly [string, (way: Way, conversations: number) => string])[] = [
  ['sent', ({ sent }) => number(sent)],
  ['arrived', ({ arrived }) => number(arrived)],
  ['refused, as there was nothing in it', ({ empty }) => number(empty)],
  ['refused otherwise', ({ refused }) => number(refused)],
  [
    'conversations with their order kept',
    ({ inOrder }, all) => `${number(inOrder)} of ${number(all)}`,
  ],
  ['lost', ({ lost }) => number(lost)],
  ['doubled', ({ doubled }) => number(doubled)],
  ['out of order', ({ outOfOrder }) => number(outOfOrder)],
  ['with other words', ({ changed }) => number(changed)],
  ['told to be safe: p50, p99 in ms', ({ told }) => spread(told)],
  ['seen at the far end: p50, p99 in ms', ({ seen }) => spread(seen)],
]

function line([name = '', ...values]: readonly string[]): string {
  return `${name.padEnd(36)}${values.map((value) => value.padStart(18)).join('')}`
}

function spread({ p50, p99 }: Way['seen']): string {
  return `${number(p50)}, ${number(p99)}`
}

function number(value: number): string {
  return Math.round(value).toLocaleString('en')
}
