import type { Block } from '../../conversation/message.ts'
import { storableText } from '../../conversation/message.ts'
import type { Element } from './blocks.ts'
import { elementsOf } from './elements.ts'
import { escapeSlack, escapedLength } from './escape.ts'

/** A block on its way into a post. A list knows at which number it goes on, for it may have been split. */
export type Part =
  | { readonly kind: 'section' | 'quote'; readonly elements: readonly Element[] }
  | {
      readonly kind: 'list'
      readonly ordered: boolean
      readonly offset: number
      readonly items: readonly (readonly Element[])[]
    }
  | { readonly kind: 'code'; readonly text: string }

/** A block as parts, each of which can stand alone: one for each item of a list. Empty ones are left out. */
export function partsOf(block: Block): Part[] {
  switch (block.kind) {
    case 'paragraph':
      return line('section', elementsOf(block.inlines))
    case 'quote':
      return line('quote', elementsOf(block.inlines))
    case 'list':
      return block.items.map((item, offset) => ({
        kind: 'list',
        ordered: block.ordered,
        offset,
        items: [elementsOf(item)],
      }))
    case 'code': {
      const text = storableText(block.text)
      return text.trim() === '' ? [] : [{ kind: 'code', text }]
    }
  }
}

function line(kind: 'section' | 'quote', elements: readonly Element[]): Part[] {
  return elements.length === 0 ? [] : [{ kind, elements }]
}

/** Parts as a message's escaped `text`: for notifications, and where blocks cannot be shown. */
export function fallbackText(parts: readonly Part[]): string {
  return parts.map(fallbackOf).join('\n')
}

function fallbackOf(part: Part): string {
  switch (part.kind) {
    case 'section':
      return lineText(part.elements)
    case 'quote':
      return `“${lineText(part.elements)}”`
    case 'code':
      return escapeSlack(part.text)
    case 'list':
      return part.items
        .map((item, index) => {
          const mark = part.ordered ? `${part.offset + index + 1}.` : '•'
          return `${mark} ${lineText(item)}`
        })
        .join('\n')
  }
}

function lineText(elements: readonly Element[]): string {
  return elements.map((element) => escapeSlack(textOf(element))).join('')
}

/** What an element says, unescaped. */
export function textOf(element: Element): string {
  if (element.type === 'text') return element.text
  if (element.type === 'link') return element.url
  return element.fallback ?? ''
}

/** The length of the part's fallback text, and of the line's end after it. */
export function sizeOf(part: Part): number {
  return fallbackOf(part).length + 1
}

/** The length of an element's fallback text. */
export function sizeOfElement(element: Element): number {
  return escapedLength(textOf(element))
}
