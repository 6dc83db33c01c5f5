import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** A text, and what it is about. */
export interface Sample {
  readonly text: string
  readonly label: string
}

export interface Split {
  readonly train: readonly Sample[]
  readonly test: readonly Sample[]
}

export interface Clinc extends Split {
  /** Belongs to none of the labels. */
  readonly outside: readonly string[]
  /** Which of ten departments an intent belongs to. */
  readonly departments: ReadonlyMap<string, string>
}

/** What one visitor wrote, in order. */
export interface Chat {
  readonly domain: string
  readonly turns: readonly { readonly text: string; readonly intent: string }[]
}

/** Customers’ questions to a bank in 77 intents: `train.csv` and `test.csv`, with a heading. */
export function readBanking(folder: string): Split {
  const read = (file: string) =>
    rowsOf(readFileSync(join(folder, 'banking77', file), 'utf8'))
      .slice(1)
      .flatMap(([text, label]) => (text && label ? [{ text, label }] : []))
  return { train: read('train.csv'), test: read('test.csv') }
}

/** Requests in 150 intents and 10 domains: `data_full.json` and `domains.json`. */
export function readClinc(folder: string): Clinc {
  // Both as their makers published them.
  const full = json(join(folder, 'clinc150', 'data_full.json')) as Pairs
  const domains = json(join(folder, 'clinc150', 'domains.json')) as Lists
  const read = (name: string) => (full[name] ?? []).map(([text, label]) => ({ text, label }))
  return {
    train: read('train'),
    test: read('test'),
    outside: read('oos_test').map(({ text }) => text),
    departments: new Map(
      Object.entries(domains).flatMap(([domain, intents]) =>
        intents.map((intent) => [intent, domain] as const),
      ),
    ),
  }
}

/** The departments’ own data: the same texts, with the intent’s department for a label. */
export function byDepartment({ train, test, departments }: Clinc): Split {
  const relabelled = (samples: readonly Sample[]) =>
    samples.map(({ text, label }) => ({ text, label: departments.get(label) ?? label }))
  return { train: relabelled(train), test: relabelled(test) }
}

/** Real chats, a JSON object a line. */
export function readChats(folder: string): Chat[] {
  return readChatFile(join(folder, 'real-visitor-chats.jsonl'))
}

export function readChatFile(file: string): Chat[] {
  return readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Chat) // the file is the runner’s own
}

type Pairs = Readonly<Record<string, readonly (readonly [text: string, label: string])[]>>
type Lists = Readonly<Record<string, readonly string[]>>

function json(file: string): unknown {
  return JSON.parse(readFileSync(file, 'utf8'))
}

/** Comma-separated values, where quotes may hold commas, line breaks and doubled quotes. */
function rowsOf(csv: string): string[][] {
  const field = /("(?:[^"]|"")*"|[^",\r\n]*)(,|\r?\n|$)/gy
  const rows: string[][] = []
  let row: string[] = []
  for (const [all, raw = '', end = ''] of csv.matchAll(field)) {
    if (all === '') break
    row.push(raw.startsWith('"') ? raw.slice(1, -1).replaceAll('""', '"') : raw)
    if (end === ',') continue
    rows.push(row)
    row = []
  }
  return rows
}
