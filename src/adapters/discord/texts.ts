import { intoPieces } from '../pieces.ts'
import { LIMITS } from './limits.ts'
import type { Part } from './parts.ts'
import { jointOf, writePart } from './parts.ts'
import type { Run } from './runs.ts'
import { runAtMost, textAtMost } from './runs.ts'

// What a quote's, an item's or a code block's own marks add to a part.
const ROUND = 24

/** Parts shared out over texts within the limit; nothing is lost. */
export function intoTexts(parts: readonly Part[]): string[] {
  const texts: string[] = []
  let last: Part | undefined
  for (const part of parts.flatMap(fitting)) {
    const text = writePart(part)
    const before = texts.at(-1)
    const joined = last && !part.goesOn ? `${before}${jointOf(last, part)}${text}` : ''
    if (joined !== '' && joined.length <= LIMITS.words) texts[texts.length - 1] = joined
    else texts.push(text)
    last = part
  }
  return texts
}

/** The part, or as many as it takes for each to fit into a text. */
function fitting(part: Part): Part[] {
  if (writePart(part).length <= LIMITS.words) return [part]
  const room = LIMITS.words - ROUND
  switch (part.kind) {
    case 'code':
      return intoPieces(part.text, codeAtMost, room)
        .filter((text) => text.trim() !== '')
        .map((text, index) => ({ kind: 'code', text, ...later(index) }))
    case 'item': {
      const [first = [], ...rest] = splitLine(part.runs, room)
      return [{ ...part, runs: first }, ...rest.map((runs) => asLine(runs))]
    }
    default:
      return splitLine(part.runs, room).map((runs, index) => ({
        kind: part.kind,
        runs,
        ...later(index),
      }))
  }
}

function later(index: number): { readonly goesOn?: true } {
  return index > 0 ? { goesOn: true } : {}
}

function asLine(runs: readonly Run[]): Part {
  return { kind: 'line', runs, goesOn: true }
}

/** A line in pieces of at most `limit`; a link is never broken. */
function splitLine(runs: readonly Run[], limit: number): Run[][] {
  const lines: Run[][] = [[]]
  let used = 0
  const add = (run: Run, isNewLine: boolean): void => {
    if (isNewLine) {
      lines.push([])
      used = 0
    }
    lines.at(-1)?.push(run)
    used += runAtMost(run)
  }
  for (const run of runs) {
    if (run.kind === 'link') {
      add(run, used + runAtMost(run) > limit)
      continue
    }
    const ends = runAtMost({ ...run, text: '' })
    const pieces = intoPieces(run.text, textAtMost(run.styles), limit - ends, limit - ends - used)
    for (const [index, text] of pieces.entries()) {
      if (text !== '') add({ ...run, text }, index > 0)
    }
  }
  return lines.filter((line) => line.length > 0)
}

/** The most that code takes once its fences are broken up. */
function codeAtMost(text: string): number {
  return text.length + (text.match(/`/g)?.length ?? 0)
}
