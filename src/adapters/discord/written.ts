import type { Style } from '../../conversation/message.ts'
import { escapeSigns, escapeStarts, GAP } from './escape.ts'
import type { Run } from './runs.ts'

/** A stretch of one line, with the marks that Discord wants round it. */
interface Piece {
  readonly marks: string
  readonly text: string
}

/** Stretches as Discord's markdown. Each line's styles are its own, so any line can be quoted or indented. */
export function written(runs: readonly Run[]): string {
  let line = ''
  let before = ''
  for (const { marks, text } of runs.flatMap(piecesOf)) {
    if (wantsGap(before, marks, text)) line += GAP
    line += `${marks}${text}${reversed(marks)}`
    before = marks
  }
  return escapeStarts(line)
}

/** True where the marks before would be read together with what follows. */
function wantsGap(before: string, marks: string, text: string): boolean {
  const [closing] = before
  if (closing === undefined) return false
  if (marks !== '') return closing === marks[0] || (closing === '~' && marks.startsWith('_'))
  return closing === '_' && /^[\p{L}\p{N}]/u.test(text)
}

function reversed(marks: string): string {
  return Array.from(marks).toReversed().join('')
}

function piecesOf(run: Run): Piece[] {
  if (run.kind === 'link') return [{ marks: '', text: `<${run.url}>` }]
  if (run.styles.length === 0) return [{ marks: '', text: escapeSigns(run.text) }]
  return run.text.split(/([\n\u2028\u2029]+)/).flatMap((line) => styled(line, run.styles))
}

/** White space at the ends stands outside the marks, which it would break. */
function styled(line: string, styles: readonly Style[]): Piece[] {
  const core = line.trim()
  if (core === '') return plain(line)
  const start = line.indexOf(core)
  return [
    ...plain(line.slice(0, start)),
    styles.includes('code') ? code(core, styles) : marked(core, styles),
    ...plain(line.slice(start + core.length)),
  ]
}

function plain(text: string): Piece[] {
  return text === '' ? [] : [{ marks: '', text }]
}

// From the outside in. An underscore wants the fewest gaps: a star next to bold would be read as part of it.
const MARKS = [
  ['bold', '**'],
  ['strike', '~~'],
  ['italic', '_'],
] as const satisfies readonly (readonly [Style, string])[]

function marksOf(styles: readonly Style[]): string {
  return MARKS.flatMap(([style, mark]) => (styles.includes(style) ? [mark] : [])).join('')
}

function marked(core: string, styles: readonly Style[]): Piece {
  const marks = marksOf(styles)
  const text = escapeStarts(escapeSigns(core))
  // Discord looks for the end of what is struck without regard to backslashes.
  return { marks, text: marks.endsWith('~') && text.endsWith('~') ? text + GAP : text }
}

/** Nothing is escaped within code, so what would end another style there is in no other style. */
function code(core: string, styles: readonly Style[]): Piece {
  const text = core.replaceAll(/`(?=`)/g, `\`${GAP}`)
  const pad = text.startsWith('`') || text.endsWith('`') ? ' ' : ''
  const fence = text.includes('`') ? '``' : '`'
  const marks = /[*_~\\]/.test(text) ? '' : marksOf(styles)
  return { marks: `${marks}${fence}`, text: `${pad}${text}${pad}` }
}
