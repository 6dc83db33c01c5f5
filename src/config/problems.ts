/** One thing that is wrong. Line and column count from 1; line 0: it has no place in a file. */
export interface Problem {
  readonly file: string
  readonly line: number
  readonly column: number
  /** `inboxes[0].hours.weekly.mon`, or empty when it concerns the whole file. */
  readonly key: string
  /** What is wrong and what it wants; reads on after the key. */
  readonly message: string
  /** The line as it stands in the file. */
  readonly excerpt: string
}

const WIDEST = 100

/** The problems for people: where, which key, what it wants, and the line with a caret under the place. */
export function formatProblems(problems: readonly Problem[]): string {
  const files = [...new Set(problems.map(({ file }) => file))]
  const place = ({ file }: Problem) => files.indexOf(file)
  return problems
    .toSorted((a, b) => place(a) - place(b) || a.line - b.line || a.column - b.column)
    .map(formatProblem)
    .join('\n\n')
}

function formatProblem({ file, line, column, key, message, excerpt }: Problem): string {
  const sentence = key === '' ? message : `${key} ${message}`
  if (line === 0) return `${file}: ${sentence}`
  const number = String(line).padStart(5)
  const margin = ' '.repeat(number.length)
  const from = column > WIDEST ? column - WIDEST / 2 : 0
  const shown = excerpt.slice(from, from + WIDEST)
  // Tabs stay tabs, so that the caret stands where the reader sees the place.
  const indent = shown.slice(0, column - 1 - from).replaceAll(/[^\t]/g, ' ')
  return `${file}:${line}:${column}  ${sentence}\n${number} | ${shown}\n${margin} | ${indent}^`
}

/** A path of keys and indexes as people write it: `inboxes[0].hours`. */
export function keyOf(path: readonly PropertyKey[]): string {
  return path.reduce<string>((key, part) => {
    if (typeof part === 'number') return `${key}[${part}]`
    return key === '' ? String(part) : `${key}.${String(part)}`
  }, '')
}
