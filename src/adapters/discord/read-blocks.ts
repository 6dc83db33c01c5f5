import type { Block, Inline } from '../../conversation/message.ts'
import { foldList } from '../fold-lists.ts'
import type { Item } from '../fold-lists.ts'
import { publicText } from './inlines.ts'
import type { Reading } from './inlines.ts'
import { listNumbering } from './list-numbering.ts'
import type { ListNumbering } from './list-numbering.ts'
import { readInlines } from './read-inlines.ts'
import { stretchesOf } from './stretches.ts'
import type { Stretch } from './stretches.ts'

/** Lines that are read together: plain ones that follow one another, an item with what is indented under it. */
interface Group {
  readonly kind: 'quote' | 'code' | 'heading' | 'plain' | 'item'
  readonly lines: string[]
  /** Of an item: the spaces before it, and `-`, `*` or `3.` */
  readonly space: number
  readonly mark: string
}

/** What Discord's markdown says, as blocks. */
export function readBlocks(text: string, reading: Reading, isQuoted = false): Block[] {
  const numbering = listNumbering()
  const groups = groupsOf(stretchesOf(text, isQuoted))
  return foldList(groups.map((group) => blockOf(group, numbering, reading)))
}

function groupsOf(stretches: readonly Stretch[]): Group[] {
  const groups: Group[] = []
  for (const stretch of stretches) {
    const next = groupOf(stretch)
    const last = groups.at(-1)
    const isUnder = last?.kind === 'item' && /^ +\S/.test(stretch.text)
    if (next.kind !== 'plain' || !last || !(isUnder || last.kind === 'plain')) groups.push(next)
    else last.lines.push(...(isUnder ? [stretch.text.trimStart()] : next.lines))
  }
  return groups
}

const HEADING = /^ *#{1,3} +(?!#)(\S.*)$/
const ITEM = /^( *)([-*]|\d{1,9}\.) +(\S.*)$/
// Small print is text as any other.
const SMALL = /^ *-# +(?!-#)(?=\S)/

function groupOf({ kind, text }: Stretch): Group {
  const group = { lines: [text], space: 0, mark: '' }
  if (kind !== 'line') return { ...group, kind }
  const heading = HEADING.exec(text)?.[1]
  if (heading !== undefined) {
    return { ...group, kind: 'heading', lines: [heading.replace(/[ #]+$/, '')] }
  }
  const [, space = '', mark = '', words] = ITEM.exec(text) ?? []
  if (words !== undefined) return { kind: 'item', lines: [words], space: space.length, mark }
  return { ...group, kind: 'plain', lines: [text.replace(SMALL, '')] }
}

function blockOf(group: Group, numbering: ListNumbering, reading: Reading): Block | Item {
  const text = group.lines.join('\n')
  if (group.kind !== 'item') numbering.end()
  switch (group.kind) {
    case 'quote':
      return { kind: 'quote', inlines: onLines(readBlocks(text, reading, true)) }
    case 'code':
      return { kind: 'code', text: publicText(text, reading) }
    case 'heading':
      return { kind: 'paragraph', inlines: readInlines(text, ['bold'], reading) }
    case 'plain':
      return { kind: 'paragraph', inlines: readInlines(text, [], reading) }
    case 'item': {
      const place = numbering.next(group.space, group.mark)
      return { kind: 'item', ...place, inlines: readInlines(text, [], reading) }
    }
  }
}

/** Blocks as the lines of one. */
function onLines(blocks: readonly Block[]): Inline[] {
  const lines = blocks.flatMap((block) => {
    if (block.kind === 'code') return [[words(block.text, 'code')]]
    if (block.kind !== 'list') return [block.inlines]
    return block.items.map((item, index) => [
      words(block.ordered ? `${index + 1}. ` : '• '),
      ...item,
    ])
  })
  return lines.flatMap((line, index) => (index > 0 ? [words('\n'), ...line] : line))
}

function words(text: string, style?: 'code'): Inline {
  return { kind: 'text', text, ...(style ? { style: [style] } : {}) }
}
