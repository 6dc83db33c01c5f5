/** What a text is made of before any line is read: quotes and code take several lines, all else is a line. */
export interface Stretch {
  readonly kind: 'quote' | 'code' | 'line'
  readonly text: string
}

const QUOTED = /(?: *> [^\n]*(?:\n|$))+/y
const QUOTED_REST = / *>>> ([\s\S]*)/y
const FENCED = /```(?:[\w+.#-]*\n)?\n*([^\n][\s\S]*?)\n*```\n?/y

/** The text's stretches in order; `isQuoted` where it is a quote's own text, for there is no quote within one. */
export function stretchesOf(text: string, isQuoted: boolean): Stretch[] {
  const stretches: Stretch[] = []
  for (let at = 0; at < text.length;) {
    const isAtStart = at === 0 || text[at - 1] === '\n'
    const quote = isAtStart && !isQuoted ? quoteAt(text, at) : null
    const { stretch, end } = quote ?? codeAt(text, at) ?? lineAt(text, at)
    stretches.push(stretch)
    at = end
  }
  return stretches
}

interface Found {
  readonly stretch: Stretch
  readonly end: number
}

function quoteAt(text: string, at: number): Found | null {
  const [, rest] = matchAt(QUOTED_REST, text, at) ?? []
  if (rest !== undefined) return { stretch: { kind: 'quote', text: rest }, end: text.length }
  const [quoted] = matchAt(QUOTED, text, at) ?? []
  if (quoted === undefined) return null
  const lines = quoted.replace(/\n$/, '').split('\n')
  const said = lines.map((line) => line.replace(/^ *> /, '')).join('\n')
  return { stretch: { kind: 'quote', text: said }, end: at + quoted.length }
}

function codeAt(text: string, at: number): Found | null {
  const [fenced = '', code] = matchAt(FENCED, text, at) ?? []
  if (code === undefined) return null
  return { stretch: { kind: 'code', text: code }, end: at + fenced.length }
}

/** To the line's end, or to code that begins within it. */
function lineAt(text: string, at: number): Found {
  const newline = text.indexOf('\n', at)
  const end = newline === -1 ? text.length : newline
  const line = text.slice(at, end)
  const fences = line.includes('```') ? line.matchAll(/\\[^]|```/g) : []
  for (const { 0: found, index } of fences) {
    if (found !== '```' || !codeAt(text, at + index)) continue
    return { stretch: { kind: 'line', text: line.slice(0, index) }, end: at + index }
  }
  return { stretch: { kind: 'line', text: line }, end: end + 1 }
}

function matchAt(form: RegExp, text: string, at: number): RegExpExecArray | null {
  form.lastIndex = at
  return form.exec(text)
}
