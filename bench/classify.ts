// Measures how well, how fast and how large the embedded classifier is. `npm run bench:classify -- DIR [--quick]`.
import '../src/require-node.ts'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Breadth, Meaning } from '../src/adapters/embedded/topics.ts'
import { chatTable } from './classify/chat-table.ts'
import { byDepartment, readBanking, readChats, readClinc, type Split } from './classify/data.ts'
import { figuresOf, outsideOf, spread, type Figures } from './classify/figures.ts'
import { freshTable } from './classify/fresh-table.ts'
import { keptMeanings } from './classify/meanings.ts'
import { few } from './classify/sampling.ts'
import { table } from './classify/table.ts'
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
  readonly breadth: Breadth
  readonly each: number
  readonly outside?: readonly string[]
}

function measured(
  { name, target, split, breadth, each, outside }: Row,
  meaningOf: Meaning,
): string[] {
  const figures: Figures[] = []
  const aurocs: number[] = []
  const unsure: number[] = []
  const seconds: number[] = []
  for (const seed of seeds) {
    say(`${name}, draw ${seed}`)
    const trial = learn(few(split.train, each, seed), breadth, meaningOf)
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
    {
      name: 'departments, 10',
      target: '75.9',
      split: departments,
      breadth: 'broad',
      each: 10,
      outside,
    },
    {
      name: 'departments, 20',
      target: '≥ 82',
      split: departments,
      breadth: 'broad',
      each: 20,
      outside,
    },
    {
      name: 'departments, 50',
      target: '89.7',
      split: departments,
      breadth: 'broad',
      each: 50,
      outside,
    },
    { name: 'banking77, 5', target: '73.8', split: banking, breadth: 'narrow', each: 5 },
    { name: 'banking77, 10', target: '≥ 80', split: banking, breadth: 'narrow', each: 10 },
    { name: 'banking77, 20', target: '85.5', split: banking, breadth: 'narrow', each: 20 },
    { name: 'CLINC150, 5', target: '', split: clinc, breadth: 'narrow', each: 5, outside },
    { name: 'CLINC150, 10', target: '≥ 89', split: clinc, breadth: 'narrow', each: 10, outside },
    { name: 'CLINC150, 20', target: '', split: clinc, breadth: 'narrow', each: 20, outside },
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

function say(what: string) {
  process.stderr.write(`… ${what}\n`)
}

async function run(from: string) {
  const encoder = await keptMeanings()
  if (!encoder) say('the encoder is not installed: words alone')
  const meaningOf = encoder?.meaningOf ?? (() => null)
  try {
    console.log(`${freshTable(readClinc(from))}\n`)
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
