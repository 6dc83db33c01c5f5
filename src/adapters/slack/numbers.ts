import type { Store } from '../../ports.ts'
import { words } from './blocks.ts'
import type { Block, Element } from './blocks.ts'
import type { LinkTo } from './links.ts'

// More than any answer of ours has; each is looked up.
const MOST = 40

/** The text as a block in which each conversation's number, `#1042`, leads to its thread; null when it has none. */
export async function linkedNumbers(
  text: string,
  store: Pick<Store, 'byNumber'>,
  linkTo: LinkTo,
): Promise<Block | null> {
  const elements: Element[] = []
  let from = 0
  for (const found of [...text.matchAll(/#(\d{1,9})(?!\d)/g)].slice(0, MOST)) {
    const conversation = await store.byNumber(Number(found[1]))
    const url = conversation && (await linkTo(conversation.id))
    if (!url) continue
    if (found.index > from) elements.push(words(text.slice(from, found.index)))
    elements.push({ type: 'link', url, text: found[0] })
    from = found.index + found[0].length
  }
  if (elements.length === 0) return null
  if (from < text.length) elements.push(words(text.slice(from)))
  return { type: 'rich_text', elements: [{ type: 'rich_text_section', elements }] }
}
