import type { Content } from '../../conversation/message.ts'
import type { Element, RichPart, RichTextBlock } from './blocks.ts'
import { words } from './blocks.ts'
import type { Part } from './parts.ts'
import { fallbackText, partsOf } from './parts.ts'
import { intoPosts } from './posts.ts'

/** One post: its block, and the same as escaped text for notifications. */
export interface Written {
  readonly block: RichTextBlock
  readonly text: string
}

/**
 * Content as one or more posts, in order; none when there are no words in it. Nothing in it is parsed by
 * Slack, whoever wrote it: no mention, no broadcast, no link that hides where it leads. Files are not in it.
 */
export function toSlack(content: Content): Written[] {
  return intoPosts(content.blocks.flatMap(partsOf))
    .map((parts) => ({ block: richText(parts), text: fallbackText(parts) }))
    .filter(({ text }) => text.trim() !== '')
}

function richText(parts: readonly Part[]): RichTextBlock {
  return { type: 'rich_text', elements: joinSections(parts).map(draw) }
}

/** Paragraphs that follow one another stand in one section, a line apart. */
function joinSections(parts: readonly Part[]): Part[] {
  const joined: Part[] = []
  for (const part of parts) {
    const last = joined.at(-1)
    if (part.kind === 'section' && last?.kind === 'section') {
      const elements = [...last.elements, words('\n'), ...part.elements]
      joined[joined.length - 1] = { kind: 'section', elements }
    } else joined.push(part)
  }
  return joined
}

function draw(part: Part): RichPart {
  switch (part.kind) {
    case 'section':
      return section(part.elements)
    case 'quote':
      return { type: 'rich_text_quote', elements: [...part.elements] }
    case 'code':
      return { type: 'rich_text_preformatted', elements: [words(part.text)] }
    case 'list':
      return {
        type: 'rich_text_list',
        style: part.ordered ? 'ordered' : 'bullet',
        elements: part.items.map((item) => section(item.length > 0 ? item : [words(' ')])),
        ...(part.offset > 0 && part.ordered ? { offset: part.offset } : {}),
      }
  }
}

function section(elements: readonly Element[]) {
  return { type: 'rich_text_section' as const, elements: [...elements] }
}
