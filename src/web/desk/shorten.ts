import type { PublicBlock, PublicInline } from '../../adapters/widget/protocol.ts'
import { plainText } from '../../conversation/message.ts'

/** Messages longer than this are shown shortened at first. */
export const LONG = 4_000
const SHOWN = 1_500

/** The text of blocks, for editing, copying and counting. */
export function textOf(blocks: readonly PublicBlock[]): string {
  return plainText({ blocks, files: [] })
}

/** The first part of a long message, so that the page draws only what is read. */
export function shortened(blocks: readonly PublicBlock[]): PublicBlock[] {
  const shown: PublicBlock[] = []
  let room = SHOWN
  for (const block of blocks) {
    if (room <= 0) break
    const part = cutBlock(block, room)
    shown.push(part)
    room -= textOf([part]).length
  }
  return shown
}

function cutBlock(block: PublicBlock, room: number): PublicBlock {
  switch (block.kind) {
    case 'code':
      return { ...block, text: cut(block.text, room) }
    case 'list':
      return { ...block, items: cutItems(block.items, room) }
    case 'paragraph':
    case 'quote':
      return { ...block, inlines: cutInlines(block.inlines, room) }
  }
}

function cutItems(items: readonly (readonly PublicInline[])[], room: number): PublicInline[][] {
  const shown: PublicInline[][] = []
  let left = room
  for (const item of items) {
    if (left <= 0) break
    shown.push(cutInlines(item, left))
    left -= textOf([{ kind: 'paragraph', inlines: item }]).length
  }
  return shown
}

function cutInlines(inlines: readonly PublicInline[], room: number): PublicInline[] {
  const shown: PublicInline[] = []
  let left = room
  for (const inline of inlines) {
    if (left <= 0) break
    shown.push(inline.kind === 'text' ? { ...inline, text: cut(inline.text, left) } : inline)
    left -= inline.kind === 'text' ? inline.text.length : 20
  }
  return shown
}

// Never between the halves of a surrogate pair.
function cut(text: string, length: number): string {
  return text.length <= length ? text : `${text.slice(0, length).replace(/[\ud800-\udbff]$/, '')}…`
}
