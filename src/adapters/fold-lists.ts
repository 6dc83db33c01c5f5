import type { Block, Inline } from '../conversation/message.ts'

/** An item as chats have it: each level and each interruption is a list of its own. */
export interface Item {
  readonly kind: 'item'
  readonly ordered: boolean
  /** 0 for the outermost. */
  readonly indent: number
  /** What it shows as its number, where it is ordered. */
  readonly number: number
  readonly inlines: readonly Inline[]
}

/**
 * Items among blocks, made lists of one level: an inner item stands on a line of its own in the one that
 * it belongs to. A list that goes on from an earlier number keeps its numbers, as text.
 */
export function foldList(parts: readonly (Block | Item)[]): Block[] {
  const blocks: Block[] = []
  for (const part of parts) {
    if (part.kind !== 'item') blocks.push(part)
    else addItem(blocks, part)
  }
  return blocks
}

function addItem(blocks: Block[], item: Item): void {
  const last = blocks.at(-1)
  if (item.indent > 0 && last && 'items' in last) return replaceLast(blocks, nested(last, item))
  if (last && continues(last, item)) return replaceLast(blocks, withItem(last, item.inlines))
  if (item.ordered && item.number > 1) return addNumbered(blocks, item)
  blocks.push({ kind: 'list', ordered: item.ordered, items: [item.inlines] })
}

type List = Extract<Block, { kind: 'list' }>

function continues(block: Block, item: Item): block is List {
  if (block.kind !== 'list' || block.ordered !== item.ordered) return false
  return !item.ordered || item.number === block.items.length + 1
}

function withItem(list: List, inlines: readonly Inline[]): List {
  return { ...list, items: [...list.items, inlines] }
}

function nested(list: List, item: Item): List {
  const outer = list.items.at(-1) ?? []
  const start = `\n${'   '.repeat(item.indent)}${markOf(item)} `
  const inlines: Inline[] = [...outer, { kind: 'text', text: start }, ...item.inlines]
  return { ...list, items: [...list.items.slice(0, -1), inlines] }
}

function addNumbered(blocks: Block[], item: Item): void {
  const inlines: Inline[] = [{ kind: 'text', text: `${markOf(item)} ` }, ...item.inlines]
  const last = blocks.at(-1)
  if (last?.kind !== 'paragraph') blocks.push({ kind: 'paragraph', inlines })
  else {
    const joined: Inline[] = [...last.inlines, { kind: 'text', text: '\n' }, ...inlines]
    replaceLast(blocks, { kind: 'paragraph', inlines: joined })
  }
}

function markOf(item: Item): string {
  return item.ordered ? `${item.number}.` : '◦'
}

function replaceLast(blocks: Block[], block: Block): void {
  blocks[blocks.length - 1] = block
}
