import type { Block, Inline } from '../conversation/message.ts'

/** Without white space at either end, and without blocks that have nothing in them. */
export function trimmed(blocks: readonly Block[]): Block[] {
  return blocks.map(trimmedBlock).filter((block) => !isBlank(block))
}

function trimmedBlock(block: Block): Block {
  if (block.kind !== 'paragraph' && block.kind !== 'quote') return block
  const inlines = [...block.inlines]
  const [first] = inlines
  if (first?.kind === 'text') inlines[0] = { ...first, text: first.text.trimStart() }
  const last = inlines.at(-1)
  if (last?.kind === 'text') inlines[inlines.length - 1] = { ...last, text: last.text.trimEnd() }
  return {
    kind: block.kind,
    inlines: inlines.filter((one) => one.kind !== 'text' || one.text !== ''),
  }
}

function isBlank(block: Block): boolean {
  if (block.kind === 'code') return block.text.trim() === ''
  return block.kind === 'list' ? block.items.length === 0 : block.inlines.length === 0
}

/** Stretches that follow one another in one style are one. */
export function joinTexts(inlines: readonly Inline[]): Inline[] {
  const joined: Inline[] = []
  for (const inline of inlines) {
    const last = joined.at(-1)
    if (inline.kind === 'text' && last?.kind === 'text' && sameStyle(inline, last)) {
      joined[joined.length - 1] = { ...last, text: last.text + inline.text }
    } else joined.push(inline)
  }
  return joined
}

type Text = Extract<Inline, { kind: 'text' }>

function sameStyle(a: Text, b: Text): boolean {
  return (a.style ?? []).join() === (b.style ?? []).join()
}
