import type { Intent } from '../conversation/actions.ts'
import type { Content, FileRef } from '../conversation/message.ts'
import { cleanText, textContent } from '../conversation/message.ts'

/** What was typed into a form or after a command: `//` makes a note of it there, too, though something unseen stand before. */
export function meantBy<Shown extends Intent>(
  text: string,
  shown: Shown,
  files: readonly FileRef[] = [],
): { readonly content: Content; readonly intent: Shown | 'note' } {
  const seen = cleanText(text).replace(/^[\p{Cf}\s]+(?=\/\/)/u, '')
  if (!seen.startsWith('//')) return { content: textContent(text, files), intent: shown }
  return { content: textContent(seen.slice(2), files), intent: 'note' }
}
