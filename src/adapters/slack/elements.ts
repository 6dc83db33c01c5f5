import type { Inline, Style } from '../../conversation/message.ts'
import { storableText } from '../../conversation/message.ts'
import { words } from './blocks.ts'
import type { Element } from './blocks.ts'
import { escapedLength } from './escape.ts'
import { LIMITS } from './limits.ts'

/**
 * A line as Slack's elements, all of them text or links: nothing becomes a mention, and every link shows
 * the address that it leads to, whatever its label says.
 */
export function elementsOf(inlines: readonly Inline[]): Element[] {
  return inlines.flatMap(elementsOfOne)
}

function elementsOfOne(inline: Inline): Element[] {
  switch (inline.kind) {
    case 'text':
      return text(inline.text, inline.style)
    case 'link':
      return link(inline.url, inline.text)
    case 'emoji':
      return text(inline.unicode ?? `:${inline.name}:`)
    case 'mention':
      return text(`@${inline.name}`)
  }
}

function text(raw: string, styles: readonly Style[] = []): Element[] {
  const clean = storableText(raw)
  if (clean === '') return []
  return [words(clean, styles.length > 0 ? styleOf(styles) : undefined)]
}

function styleOf(styles: readonly Style[]) {
  return Object.fromEntries(styles.map((style) => [style, true] as const))
}

function link(url: string, label: string): Element[] {
  const shown = addressOf(url)
  if (label === '' || label === url || `mailto:${label}` === url) return shown
  return [...text(`${label} (`), ...shown, ...text(')')]
}

/** An address as a link, or as the words that it is when it is none that people should follow, or too long. */
export function addressOf(url: string): Element[] {
  return isWebAddress(url) ? [{ type: 'link', url }] : text(url)
}

const SCHEMES = new Set(['http:', 'https:', 'mailto:'])

function isWebAddress(url: string): boolean {
  if (escapedLength(url) > LIMITS.url || /[\s<>|]/u.test(url)) return false
  return url === storableText(url) && SCHEMES.has(URL.parse(url)?.protocol ?? '')
}
