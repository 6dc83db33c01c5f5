import type { Block } from '../../conversation/message.ts'
import { storableText } from '../../conversation/message.ts'
import { GAP } from './escape.ts'
import type { Run } from './runs.ts'
import { runsOf } from './runs.ts'
import { written } from './written.ts'

/** A block on its way to Discord. What was split off from an earlier part begins a message of its own. */
export type Part = (
  | { readonly kind: 'line' | 'quote'; readonly runs: readonly Run[] }
  | {
      readonly kind: 'item'
      readonly ordered: boolean
      /** 1, 2, 3… within its list. */
      readonly number: number
      readonly runs: readonly Run[]
    }
  | { readonly kind: 'code'; readonly text: string }
) & { readonly goesOn?: true }

/** A block as parts, each of which can stand alone: one for each item of a list. Empty ones are left out. */
export function partsOf(block: Block): Part[] {
  switch (block.kind) {
    case 'paragraph':
      return line('line', runsOf(block.inlines))
    case 'quote':
      return line('quote', runsOf(block.inlines))
    case 'list':
      return block.items.map((item, index) => ({
        kind: 'item',
        ordered: block.ordered,
        number: index + 1,
        runs: runsOf(item),
      }))
    case 'code': {
      const text = storableText(block.text)
      return text.trim() === '' ? [] : [{ kind: 'code', text }]
    }
  }
}

function line(kind: 'line' | 'quote', runs: readonly Run[]): Part[] {
  return runs.length === 0 ? [] : [{ kind, runs }]
}

/** A part as Discord's markdown. */
export function writePart(part: Part): string {
  switch (part.kind) {
    case 'line':
      return written(part.runs)
    case 'quote':
      return `> ${written(part.runs).replaceAll('\n', '\n> ')}`
    case 'item':
      return `${markOf(part)} ${itemText(written(part.runs))}`
    case 'code':
      return `\`\`\`\n${fenced(part.text)}\n\`\`\``
  }
}

function markOf({ ordered, number }: Extract<Part, { kind: 'item' }>): string {
  return ordered ? `${number}.` : '-'
}

/** An item goes on where a line is indented; it wants at least one sign. */
function itemText(text: string): string {
  return text.trim() === '' ? GAP : text.trimStart().replaceAll('\n', '\n  ')
}

function fenced(text: string): string {
  return text.replaceAll(/``(?=`)/g, `\`\`${GAP}`)
}

/** What stands between two parts, so that they are not read as one. */
export function jointOf(before: Part, after: Part): string {
  if (before.kind === 'quote' && after.kind === 'quote') return '\n\n'
  if (before.kind !== 'item') return '\n'
  if (after.kind === 'item') return goesOn(before, after) ? '\n' : '\n\n'
  return after.kind === 'line' && /^\s/.test(writePart(after)) ? `\n${GAP}` : '\n'
}

type Item = Extract<Part, { kind: 'item' }>

function goesOn(before: Item, after: Item): boolean {
  return after.ordered === before.ordered && after.number === before.number + 1
}
