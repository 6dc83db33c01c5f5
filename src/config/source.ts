import { isAlias, isMap, isPair, isScalar, isSeq, LineCounter, parseDocument, visit } from 'yaml'
import type { Document, Node, ParsedNode, YAMLError } from 'yaml'
import { keyOf } from './problems.ts'
import type { Problem } from './problems.ts'

/** A YAML file that remembers where in it everything stands. */
export interface Source {
  /** The plain value that it says. */
  value(): unknown
  /** What is wrong with it as YAML. `broken`: so wrong that its value means nothing. */
  readonly syntax: { readonly broken: boolean; readonly problems: readonly Problem[] }
  /** A problem at the value under a path; at what would hold it, when it is missing. */
  problem(path: readonly PropertyKey[], message: string): Problem
  /** A problem at the last key of a path, rather than at its value. */
  keyProblem(path: readonly PropertyKey[], message: string): Problem
}

// YAML's own word for it is “nested mappings are not allowed in compact mappings”.
const COLON = 'there are two keys on one line; text with a colon in it wants quotes'

/** Reads YAML from `text`; `file` is what its problems call it. */
export function readSource(file: string, text: string): Source {
  const counter = new LineCounter()
  const document = parseDocument(text, { lineCounter: counter, prettyErrors: false })
  const lines = text.split(/\r?\n/)

  const problemAt = (offset: number, key: string, message: string): Problem => {
    const { line, col } = counter.linePos(Math.min(offset, text.length))
    return { file, line, column: col, key, message, excerpt: lines[line - 1] ?? '' }
  }
  const syntaxProblem = ({ code, message, pos: [offset] }: YAMLError): Problem => {
    if (code === 'DUPLICATE_KEY') {
      return problemAt(offset, keyAt(document, offset), 'is already there: write it once')
    }
    const why = code === 'BLOCK_AS_IMPLICIT_KEY' ? COLON : sentence(message)
    return problemAt(offset, keyAt(document, offset - 1), `cannot be read as YAML: ${why}`)
  }
  const flaws = tellable([...document.errors, ...document.warnings], counter)

  return {
    value: (): unknown => document.toJS(),
    syntax: {
      broken: flaws.some(({ code }) => code !== 'DUPLICATE_KEY'),
      problems: flaws.map(syntaxProblem),
    },
    problem: (path, message) => problemAt(offsetOf(document, path).value, keyOf(path), message),
    keyProblem: (path, message) => problemAt(offsetOf(document, path).key, keyOf(path), message),
  }
}

/** Of what follows from another flaw nothing is said: of tabs nothing else, and of one line the first. */
function tellable(flaws: readonly YAMLError[], counter: LineCounter): readonly YAMLError[] {
  const tabs = flaws.filter(({ code }) => code === 'TAB_AS_INDENT')
  if (tabs.length > 0) return tabs
  const byLine = Map.groupBy(flaws, ({ pos: [offset] }) => counter.linePos(offset).line)
  return [...byLine.values()].flatMap((all) => all.slice(0, 1))
}

interface Offsets {
  readonly key: number
  readonly value: number
}

function offsetOf(document: Document.Parsed, path: readonly PropertyKey[]): Offsets {
  let node: Node | null = document.contents
  let found: Offsets = { key: startOf(node, 0), value: startOf(node, 0) }
  for (const part of path) {
    const step = stepInto(isAlias(node) ? (node.resolve(document) ?? null) : node, part, found)
    if (!step) return found
    ;({ node, found } = step)
  }
  return found
}

function stepInto(node: Node | null, part: PropertyKey, from: Offsets) {
  if (isMap<ParsedNode, ParsedNode | null>(node)) {
    const pair = node.items.findLast(
      ({ key }) => isScalar(key) && String(key.value) === String(part),
    )
    if (!pair) return null
    const key = startOf(pair.key, from.key)
    // A group or a list begins on a later line, and nothing has no place: the key is easier to find.
    const here = isScalar(pair.value) && pair.value.value !== null
    return { node: pair.value, found: { key, value: here ? startOf(pair.value, key) : key } }
  }
  if (isSeq<ParsedNode>(node) && typeof part === 'number') {
    const item = node.items[part]
    if (!item) return null
    const start = startOf(item, from.key)
    return { node: item, found: { key: start, value: start } }
  }
  return null
}

function startOf(node: Node | null, otherwise: number): number {
  return node?.range?.[0] ?? otherwise
}

/** The last key that begins before an offset, or at it. */
function keyAt(document: Document.Parsed, offset: number): string {
  let key = ''
  visit(document, {
    Pair(_, pair, ancestors) {
      if (isScalar(pair.key) && (pair.key.range?.[0] ?? Infinity) <= offset) {
        key = keyOf(pathOf([...ancestors, pair]))
      }
    },
  })
  return key
}

function pathOf(chain: readonly unknown[]): PropertyKey[] {
  return chain.flatMap((link, index): PropertyKey[] => {
    if (isPair(link) && isScalar(link.key)) return [String(link.key.value)]
    return isSeq(link) ? [link.items.indexOf(chain[index + 1])] : []
  })
}

function sentence(message: string): string {
  return message.charAt(0).toLowerCase() + message.slice(1)
}
