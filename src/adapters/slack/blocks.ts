import type { types } from '@slack/bolt'

export type Block = types.KnownBlock
export type RichTextBlock = types.RichTextBlock
export type PlainText = types.PlainTextElement

/** A piece of a line. Nothing in it is ever parsed: that is why visitors' words go here and nowhere else. */
export type Element = types.RichTextText | types.RichTextLink | types.RichTextDate

export type RichPart = RichTextBlock['elements'][number]

/** Text that Slack shows as it is, colons and all. */
export function plain(text: string): PlainText {
  return { type: 'plain_text', text, emoji: false }
}

/** A stretch of text in a line. */
export function words(text: string, style?: types.RichTextText['style']): types.RichTextText {
  return { type: 'text', text, ...(style ? { style } : {}) }
}
