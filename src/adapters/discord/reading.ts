import type { Content } from '../../conversation/message.ts'
import { trimmed } from '../tidy-blocks.ts'
import type { AliasOf, Reading } from './inlines.ts'
import { readBlocks } from './read-blocks.ts'

/** What someone wrote, as a message of Discord's has it. */
export interface DiscordWords {
  readonly content?: string | undefined
  readonly sticker_items?: readonly unknown[] | undefined
  readonly message_snapshots?: readonly unknown[] | undefined
  readonly poll?: unknown
}

export interface Read {
  readonly content: Content
  /** What was left out, in words for the writer: “a link into Discord”. Each once. */
  readonly left: readonly string[]
}

/**
 * What someone wrote in Discord, as content that a visitor may read. No id, no real name, no channel and no
 * address inside Discord is in it. Its files come apart from it.
 */
export function fromDiscord(words: DiscordWords, aliasOf: AliasOf): Read {
  const left = new Set<string>()
  const reading: Reading = { aliasOf, leave: (what) => void left.add(what) }
  const blocks = trimmed(readBlocks(words.content ?? '', reading))
  if (words.sticker_items?.length) reading.leave('a sticker')
  if (words.message_snapshots?.length) reading.leave('a forwarded message')
  if (words.poll) reading.leave('a poll')
  return { content: { blocks, files: [] }, left: [...left] }
}
