// Measures how well, how fast and how large the embedded classifier is. `npm run bench:classify -- DIR [--quick]`.
import '../src/require-node.ts'
import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { Meaning } from '../src/adapters/embedded/topics.ts'
import { chatTable } from './classify/chat-table.ts'
import { byDepartment, readBanking, readChats, readClinc, type Split } from './classify/data.ts'
import { figuresOf, outsideOf, spread, type Figures } from './classify/figures.ts'
import { keptMeanings } from './classify/meanings.ts'
import { few } from './classify/sampling.ts'
import { answersOf, learn } from './classify/trial.ts'

const WANTS = `npm run bench:classify -- DIR [--quick]
DIR holds banking77/train.csv and test.csv (github.com/PolyAI-LDN/task-specific-datasets),
clinc150/data_full.json and domains.json (github.com/clinc/oos-eval), and real-visitor-chats.jsonl,
a chat a line. --quick: one draw of examples instead of five, and the smaller tables.`

const folder = process.argv.slice(2).find((arg) => !arg.startsWith('--'))
const isQuick = process.argv.includes('--quick')
const seeds = isQuick ? [1] : [1, 2, 3, 4, 5]

interface Row {
  readonly name: string
  readonly target: string
  readonly split: Split
  readonly each: number
  readonly outside?: readonly string[]
}

function measured({ name, target, split, each, outside }: Row, meaningOf: Meaning): string[] {
  const figures: Figures[] = []
  const aurocs: number[] = []
  const unsure: number[] = []
  const seconds: number[] = []
  for (const seed of seeds) {
    say(`${name}, draw ${seed}`)
    const trial = learn(few(split.train, each, seed), meaningOf)
    const answers = answersOf(trial, split.test)
    figures.push(figuresOf(answers))
    seconds.push(trial.seconds)
    if (!outside) continue
    const found = outsideOf(
      answers.map(({ confidence }) => confidence),
      outside.map((text) => trial.guess(text).confidence),
    )
    aurocs.push(found.auroc)
    unsure.push(found.unsure)
  }
  const column = (of: (one: Figures) => number) => spread(figures.map(of))
  return [
    name,
    column((one) => one.right),
    target,
    column((one) => one.sure),
    column((one) => one.surelyRight),
    column((one) => one.at90),
    column((one) => one.calibration),
    outside ? spread(aurocs) : '',
    outside ? spread(unsure) : '',
    spread(seconds),
  ]
}

function rowsOf(from: string): Row[] {
  const banking = readBanking(from)
  const clinc = readClinc(from)
  const departments = byDepartment(clinc)
  const { outside } = clinc
  const all: Row[] = [
    { name: 'departments, 10', target: '75.9', split: departments, each: 10, outside },
    { name: 'departments, 20', target: '≥ 82', split: departments, each: 20, outside },
    { name: 'departments, 50', target: '89.7', split: departments, each: 50, outside },
    { name: 'banking77, 5', target: '73.8', split: banking, each: 5 },
    { name: 'banking77, 10', target: '≥ 80', split: banking, each: 10 },
    { name: 'banking77, 20', target: '85.5', split: banking, each: 20 },
    { name: 'CLINC150, 5', target: '', split: clinc, each: 5, outside },
    { name: 'CLINC150, 10', target: '≥ 89', split: clinc, each: 10, outside },
    { name: 'CLINC150, 20', target: '', split: clinc, each: 20, outside },
  ]
  return isQuick ? all.filter(({ target }) => target.startsWith('≥')) : all
}

const HEAD = [
  'examples a label',
  'right',
  'wanted',
  'sure (≥ 0.6)',
  'right of these',
  'answered at 90 % right',
  'calibration error',
  'AUROC of what is outside',
  'outside, not sure',
  'learning, s',
]

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [head, head.map(() => '--:'), ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n')
}

async function fresh(from: string): Promise<string> {
  const script = join(import.meta.dirname, 'classify-fresh.ts')
  const { stdout } = await promisify(execFile)(process.execPath, [script, from])
  const { created, learnt, relearnt, p50, p99, rss } = JSON.parse(stdout) as Record<
    'created' | 'learnt' | 'relearnt' | 'p50' | 'p99' | 'rss',
    number
  > // printed by that script
  return table(
    ['a process of its own, 10 departments × 20', '', 'wanted'],
    [
      ['an answer, p50', `${p50.toFixed(1)} ms`, '≤ 20 ms'],
      ['an answer, p99', `${p99.toFixed(1)} ms`, ''],
      ['the start is held up for', `${created.toFixed(0)} ms`, ''],
      [
        'from the start to the end of the first lesson',
        `${(learnt / 1_000).toFixed(2)} s`,
        '≤ 1 s',
      ],
      ['the same lesson again', `${(relearnt / 1_000).toFixed(2)} s`, ''],
      ['memory of the whole process', `${rss.toFixed(0)} MB`, '≤ 160 MB'],
    ],
  )
}

function say(what: string) {
  process.stderr.write(`… ${what}\n`)
}

async function run(from: string) {
  const encoder = await keptMeanings()
  if (!encoder) say('the encoder is not installed: words alone')
  const meaningOf = encoder?.meaningOf ?? (() => null)
  try {
    console.log(`${await fresh(from)}\n`)
    console.log(
      `${table(
        HEAD,
        rowsOf(from).map((row) => measured(row, meaningOf)),
      )}\n`,
    )
    const words = rowsOf(from).filter(({ target }) => target.startsWith('≥'))
    console.log('By words alone, as for other languages:')
    console.log(
      `${table(
        HEAD,
        words.map((row) => measured({ ...row, target: '' }, () => null)),
      )}\n`,
    )
    console.log(chatTable(readChats(from), seeds, meaningOf))
  } finally {
    encoder?.keep()
  }
}

if (folder === undefined || !existsSync(join(folder, 'banking77', 'train.csv'))) {
  console.error(WANTS)
  process.exitCode = 1
} else {
  await run(folder)
}
