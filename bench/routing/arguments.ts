import { parseArgs } from 'node:util'

export const USAGE = `npm run bench:routing -- FILE [options]

  FILE          a JSON object a line: {"conversation", "domain", "turns": [{"text", "intent"}, …]}

  --phrases N   so many phrases a department learns from (10)
  --seed N      which chats they are of (1)
  --seeds N     so many draws, from that seed on (1)
  --limit N     so many of the other chats (all)`

export interface Arguments {
  readonly file: string
  readonly phrases: number
  readonly seeds: readonly number[]
  readonly limit: number
}

/** What the command line asks for; throws a sentence where it makes no sense. */
export function readArguments(args: readonly string[]): Arguments {
  const text = { type: 'string' } as const
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { phrases: text, seed: text, seeds: text, limit: text },
  })
  const [file, ...rest] = positionals
  if (file === undefined || rest.length > 0) throw new Error('It wants one FILE.')
  const seed = count('seed', values.seed ?? '1')
  const seeds = count('seeds', values.seeds ?? '1')
  return {
    file,
    phrases: count('phrases', values.phrases ?? '10'),
    seeds: Array.from({ length: seeds }, (_, place) => seed + place),
    limit: values.limit === undefined ? Infinity : count('limit', values.limit),
  }
}

function count(name: string, text: string): number {
  if (/^[1-9]\d{0,5}$/.test(text)) return Number(text)
  throw new Error(`--${name} wants a whole number from 1, not “${text}”.`)
}
