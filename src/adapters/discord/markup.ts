import type { Content } from '../../conversation/message.ts'
import { partsOf } from './parts.ts'
import { intoTexts } from './texts.ts'

/**
 * Content as the texts of one or more messages, in order; none when there are no words in it. Nothing in it
 * is live in Discord, whoever wrote it: no mention, no embed, no link that hides where it leads. Files are
 * not in it.
 */
export function toDiscord(content: Content): string[] {
  return intoTexts(content.blocks.flatMap(partsOf)).filter((text) => text.trim() !== '')
}
