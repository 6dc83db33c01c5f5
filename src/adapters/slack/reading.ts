import type { Content } from '../../conversation/message.ts'
import { trimmed } from '../tidy-blocks.ts'
import type { AliasOf, Reading } from './inlines.ts'
import { readMrkdwn } from './mrkdwn.ts'
import { readRichText } from './rich-text.ts'

/** What an event or a history entry says, as Slack brings it. */
export interface SlackWords {
  readonly text?: string | undefined
  readonly blocks?: readonly unknown[] | undefined
  readonly attachments?: readonly unknown[] | undefined
}

export interface Read {
  readonly content: Content
  /** What was left out, in words for the writer: “a link into Slack”. Each once. */
  readonly left: readonly string[]
}

/**
 * What someone wrote in Slack, as content that a visitor may read: from its rich text, else from its text.
 * No id, no real name, no channel and no address inside Slack is in it. Its files come apart from it.
 */
export function fromSlack(given: SlackWords, aliasOf: AliasOf): Read {
  const left = new Set<string>()
  const reading: Reading = { aliasOf, leave: (what) => void left.add(what) }
  const blocks =
    (given.blocks ? readRichText(given.blocks, reading) : null) ??
    readMrkdwn(given.text ?? '', reading)
  if (given.attachments?.some(isShared)) reading.leave('a shared message')
  return { content: { blocks: trimmed(blocks), files: [] }, left: [...left] }
}

function isShared(attachment: unknown): boolean {
  if (typeof attachment !== 'object' || attachment === null) return false
  return 'is_share' in attachment && attachment.is_share === true
}
