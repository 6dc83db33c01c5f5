import type { PublicBlock, PublicInline } from '../../../adapters/widget/protocol.ts'
import { h, webAddress, webLink } from './dom.ts'

const TAGS = { bold: 'b', italic: 'i', strike: 's', code: 'code' } as const

/** A message's words as elements. Each block finds its own direction, so no text can turn another's around. */
export function contentNodes(blocks: readonly PublicBlock[]): HTMLElement[] {
  return blocks.map((block) => {
    if (block.kind === 'code') return h('pre', { dir: 'ltr' }, block.text)
    if (block.kind === 'list') {
      const items = block.items.map((item) => h('li', {}, ...item.map(inlineNode)))
      return h(block.ordered ? 'ol' : 'ul', { dir: 'auto' }, ...items)
    }
    const tag = block.kind === 'quote' ? 'blockquote' : 'p'
    return h(tag, { dir: 'auto' }, ...block.inlines.map(inlineNode))
  })
}

function inlineNode(inline: PublicInline): Node | string {
  if (inline.kind === 'link') {
    const href = webAddress(inline.url)
    return href ? webLink(href, {}, inline.text) : inline.text
  }
  if (inline.kind === 'emoji') return inline.unicode ?? `:${inline.name}:`
  if (inline.kind === 'mention') return h('bdi', {}, `@${inline.name}`)
  let node: Node | string = inline.text
  for (const style of inline.style ?? []) node = h(TAGS[style], {}, node)
  return node
}

/** The words alone. */
export function textOf(blocks: readonly PublicBlock[]): string {
  return contentNodes(blocks)
    .map((node) => node.textContent)
    .join('\n')
}
