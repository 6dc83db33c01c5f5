import { LIMITS } from './limits.ts'
import type { Element } from './blocks.ts'
import { words } from './blocks.ts'
import type { Part } from './parts.ts'
import { sizeOf, sizeOfElement } from './parts.ts'
import { splitText } from './pieces.ts'

// What a quote's or an item's own marks add to a part, and some digits for an item's number.
const MARKS = 16

/** Parts shared out over posts whose fallback text is within the limit; nothing is lost. */
export function intoPosts(parts: readonly Part[]): Part[][] {
  const posts: Part[][] = []
  let used: number = LIMITS.post
  for (const part of parts.flatMap(fitting)) {
    const size = sizeOf(part)
    if (used + size > LIMITS.post) {
      posts.push([])
      used = 0
    }
    posts.at(-1)?.push(part)
    used += size
  }
  return posts.map(joinLists)
}

/** The part, or as many as it takes for each to fit into a post. */
function fitting(part: Part): Part[] {
  if (sizeOf(part) <= LIMITS.post) return [part]
  const room = LIMITS.post - MARKS
  switch (part.kind) {
    case 'code':
      return splitText(part.text, room).map((text) => ({ kind: 'code', text }))
    case 'list': {
      const [first = [], ...rest] = splitLine(part.items.flat(), room)
      return [{ ...part, items: [first] }, ...rest.map(asSection)]
    }
    default:
      return splitLine(part.elements, room).map((elements) => ({ kind: part.kind, elements }))
  }
}

function asSection(elements: readonly Element[]): Part {
  return { kind: 'section', elements }
}

/** A line in pieces of at most `limit`; a link is never broken. */
function splitLine(elements: readonly Element[], limit: number): Element[][] {
  const lines: Element[][] = [[]]
  let used = 0
  const add = (element: Element, isNewLine: boolean): void => {
    if (isNewLine) {
      lines.push([])
      used = 0
    }
    lines.at(-1)?.push(element)
    used += sizeOfElement(element)
  }
  for (const element of elements) {
    if (element.type !== 'text') {
      add(element, used + sizeOfElement(element) > limit)
      continue
    }
    for (const [index, text] of splitText(element.text, limit, limit - used).entries()) {
      if (text !== '') add(words(text, element.style), index > 0)
    }
  }
  return lines.filter((line) => line.length > 0)
}

/** Items that follow one another in one list are one list again. */
function joinLists(parts: readonly Part[]): Part[] {
  const joined: Part[] = []
  for (const part of parts) {
    const last = joined.at(-1)
    if (part.kind === 'list' && last?.kind === 'list' && goesOn(last, part)) {
      joined[joined.length - 1] = { ...last, items: [...last.items, ...part.items] }
    } else joined.push(part)
  }
  return joined
}

type List = Extract<Part, { kind: 'list' }>

function goesOn(list: List, next: List): boolean {
  return list.ordered === next.ordered && next.offset === list.offset + list.items.length
}
